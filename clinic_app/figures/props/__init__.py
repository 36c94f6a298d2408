"""Props by family: what they are made of, and where a contact can touch them."""
