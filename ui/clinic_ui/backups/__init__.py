"""Backups in the window: where they go, what is lacking, and how one comes back."""
