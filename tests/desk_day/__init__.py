"""A day at a desk in the real program as its own process, all of it marked, to be searched for."""
