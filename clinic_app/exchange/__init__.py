"""Open files in and out: programs as JSON."""
