"""Ctrl+K: one line that finds pages, exercises, patients, templates and what can be done."""
