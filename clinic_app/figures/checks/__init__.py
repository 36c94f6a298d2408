"""What a machine can find wrong with a pose."""
