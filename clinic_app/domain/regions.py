"""Regions of the body that belong to one limb."""

from typing import Final

LEG: Final = frozenset({"pelvis_hip", "thigh", "knee", "lower_leg", "ankle_foot"})
ARM: Final = frozenset({"shoulder", "elbow_forearm", "wrist_hand"})


def of_one_limb(one: str, other: str) -> bool:
    """Whether both regions are of the leg, or both of the arm."""
    return any(one in limb and other in limb for limb in (LEG, ARM))
