"""The pages a person can go to."""
