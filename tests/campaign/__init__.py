"""The fault campaign: every way a record was ever lost, injected by the hundred, and what came of it."""
