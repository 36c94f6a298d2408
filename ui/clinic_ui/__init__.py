"""The window: all of Qt, and nothing but Qt and what lies below."""
