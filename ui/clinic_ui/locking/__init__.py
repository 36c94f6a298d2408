"""When the record locks itself, and what is covered, dropped and cleared then."""
