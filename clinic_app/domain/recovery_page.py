"""The page with the recovery code, ready to be set on paper: every text resolved."""

from dataclasses import dataclass

from clinic_app.domain.handout import Paper, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPage:
    """One page; the code stands large, in its groups."""

    language: str
    right_to_left: bool
    paper: Paper
    title: str
    clinic: Words
    """Whose record it opens; empty where the clinic has no name."""
    day: str
    code: str
    paragraphs: tuple[str, ...]
    """What it is for, and where to keep it."""
    document_title: str
    """Of the PDF; holds no code."""
