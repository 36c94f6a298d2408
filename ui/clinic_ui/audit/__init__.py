"""The audit log in the window: who did what, whether it is whole."""
