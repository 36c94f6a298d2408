"""A program's past: its versions, what changed between them, taking one up again."""
