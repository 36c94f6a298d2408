"""Turns what a pose says of touching into joint angles and places."""
