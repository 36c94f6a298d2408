"""The door of the record: unlocking, passphrases, the recovery code, who may come in."""
