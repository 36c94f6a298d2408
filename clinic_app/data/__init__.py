"""The record on disk: SQLCipher through SQLAlchemy, and nothing above it knows."""
