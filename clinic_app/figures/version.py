"""The versions that, with a pose's text, decide what is drawn."""

from typing import Final

ENGINE_VERSION: Final = 13
"""Counted up whenever the same pose on the same body would be drawn differently."""

BODY_VERSION: Final = 6
"""Counted up whenever a profile, a build, a muscle's place or a hand's shape changes."""
