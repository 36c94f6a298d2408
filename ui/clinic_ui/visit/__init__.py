"""One visit on screen: the note, the pain, the body chart, what was measured; signed, then amended."""
