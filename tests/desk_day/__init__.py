"""A day at a desk in the real program as its own process, all of it marked: what is left of it is searched."""
