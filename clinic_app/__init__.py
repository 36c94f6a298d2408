"""Clinic Companion: illustrated home-exercise programs, printed and remembered on this machine."""
