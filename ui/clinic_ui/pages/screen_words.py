"""Words about red-flag screens: urgencies, and what they ask for."""

from typing import Final

from clinic_app.domain.words import mark

URGENCIES: Final = {
    "emergency": mark("Emergency"),
    "same_day": mark("Seen today"),
    "urgent": mark("Within days"),
    "refer": mark("Refer"),
}
"""Names of the urgencies, the most urgent first."""

ADVISED: Final = {
    "emergency": mark("Send the patient to the emergency department now. Give no exercises."),
    "same_day": mark("A doctor sees the patient today. Give no exercises for this region before."),
    "urgent": mark("Arrange a doctor’s appointment within days. Wait with exercises for this region."),
    "refer": mark("Refer to the doctor. Gentle exercises may go on."),
}
"""What a finding of each urgency asks for."""
