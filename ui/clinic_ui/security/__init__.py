"""Settings of who may open the record: passphrases, the recovery code, people and roles."""
