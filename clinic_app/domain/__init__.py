"""The words, rules and arithmetic of home exercise: plain Python, standard library only, reads no files."""
