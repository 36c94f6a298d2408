"""Program files for tests: the smallest, and one that says everything."""

import json
from typing import Any

CALF = "gastrocnemius-stretch-on-stairs"
SMALLEST: dict[str, Any] = {"format": "clinic-program/1", "items": [{"exercise": CALF}]}
FULL: dict[str, Any] = {
    "format": "clinic-program/1",
    "title": "Calf flexibility",
    "why": "Looser calves.",
    "language": "es",
    "paper": "letter",
    "person": "older-woman",
    "date": "2026-11-24",
    "review_date": "2026-12-22",
    "clinic": {
        "name": "Riverside",
        "phone": "555 0100",
        "booking_url": "https://river.example",
        "x-id": 7,
        "hours": "8 to 18",
        "accent": "#22543d",
    },
    "therapist": {"name": "Sam Keller", "credentials": "PT", "signature_note": "HCPC 1"},
    "patient": {
        "family_name": "Example",
        "given_name": "Pat",
        "birth_date": "1970-01-31",
        "language": "en",
    },
    "phase": {"name": "2 load", "entry_criterion": "no night pain", "from_date": "2026-12-01"},
    "education": ["calf-to-back-chain"],
    "items": [
        {
            "exercise": CALF,
            "side": "left",
            "sets": 2,
            "reps": 4,
            "hold_s": 45,
            "times_per_day": 2,
            "times_of_day": ["morning", "evening"],
            "days_per_week": 5,
            "note": "slowly",
            "wording": {"name": "My stretch", "steps": ["Stand.", "Sink."]},
        }
    ],
    "x-origin": "tests",
}
FULL_PROGRAM = json.dumps(FULL)
