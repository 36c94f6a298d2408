"""How far joints go: the ranges of motion a pose is held against, with their source.

Usual ranges are those of the American Academy of Orthopaedic Surgeons (Greene & Heckman 1994), as tabled by
Norkin & White, *Measurement of Joint Motion* (5th ed., 2016). Where stretches and weight carry a joint
further, the range has a source of its own.
"""

from dataclasses import dataclass
from typing import Final

AAOS: Final = "AAOS 1994, in Norkin & White 2016"


@dataclass(frozen=True, slots=True)
class Range:
    """A movement's range in degrees and who says so; ``beyond`` are degrees more that poses may show."""

    least: float
    most: float
    source: str = AAOS
    beyond: float = 10.0

    def excess(self, degrees: float) -> float:
        """How many degrees beyond what a pose may show; 0 within it."""
        return max(self.least - self.beyond - degrees, degrees - self.most - self.beyond, 0.0)


RANGES: Final = {
    "hip flexion": Range(-30, 130, "AAOS 120; Mulholland & Wyss 2001: squatting 130", beyond=15),
    "hip abduction": Range(-30, 45),
    "hip external rotation": Range(-45, 45, beyond=15),
    "knee flexion": Range(0, 150, "Mulholland & Wyss 2001: deep kneeling 150–157"),
    "ankle dorsiflexion": Range(-50, 40, "AAOS 50 plantar; Bennell 1998: weight-bearing lunge 40–45"),
    "ankle eversion": Range(-35, 20),
    "shoulder flexion": Range(-60, 180),
    "shoulder external rotation": Range(-70, 90, beyond=30),
    "elbow flexion": Range(0, 150),
    "forearm pronation": Range(-80, 80, beyond=15),
    "wrist extension": Range(-80, 85, "AAOS 70; Norkin & White 2016: leaning on the palm 85", beyond=12),
    "wrist radial deviation": Range(-38, 21, "Ryu 1991: ulnar 38, radial 21", beyond=16),
    "lumbar flexion": Range(-30, 60, "Pearcy 1984; Troke 2005: flexion 50–72, extension 16–29"),
    "lumbar side_bend": Range(-25, 25, "Troke 2005: 15–31"),
    "lumbar rotation": Range(-15, 15, "Troke 2005: 7; shared with the lowest ribs"),
    "thorax flexion": Range(-25, 40, "Edmondston 2011; White & Panjabi 1990"),
    "thorax side_bend": Range(-25, 30, "White & Panjabi 1990"),
    "thorax rotation": Range(-45, 45, "Willems 1996; AAOS thoracolumbar 45"),
    "neck flexion": Range(-60, 60, "Norkin & White 2016: with the head 45–60"),
    "neck side_bend": Range(-45, 45),
    "neck rotation": Range(-80, 80, "Norkin & White 2016: 60–80"),
}
"""Movement: range. Extension, adduction, plantar flexion, supination … are below zero."""
