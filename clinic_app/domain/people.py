"""The people figures are drawn as: chosen by the therapist, or matched to the patient."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from clinic_app.domain.drawing import Ink
from clinic_app.domain.patient import Patient, Sex
from clinic_app.domain.words import mark

OLDER_FROM: Final = 60
"""The age in years from which a patient is matched with an older figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody to draw. ``name`` is a message id; build and hair are names the figures know.

    ``colours`` are the roles' colours that are this person's own, ``#rrggbb``.
    """

    key: str
    name: str
    build: str
    hair: str
    beard: bool = False
    glasses: bool = False
    colours: Mapping[Ink, str]


@dataclass(frozen=True, slots=True)
class _Tone:
    """A colour in light and in shade."""

    light: str
    shade: str


@dataclass(frozen=True, slots=True)
class _Hair(_Tone):
    """Hair has strands too: lighter ones in dark hair, darker ones in fair hair."""

    strand: str


_FAIR = _Tone("#f6d9c2", "#e7bea1")
_LIGHT_OLIVE = _Tone("#efd0ad", "#dcb389")
_TAN = _Tone("#deb48c", "#c6956a")
_BROWN = _Tone("#bd8a63", "#a27049")
_DEEP = _Tone("#9a6b4b", "#7f5437")

_CHESTNUT = _Hair("#5a4334", "#463326", "#866a55")
_BLACK = _Hair("#33302f", "#242221", "#625d5b")
_GREY = _Hair("#a9abad", "#8f9294", "#7b7f82")
_SILVER = _Hair("#c3c5c7", "#a6a9ac", "#8f9397")

_WHITE = _Tone("#ffffff", "#dde4ea")
_CREAM = _Tone("#fffaf0", "#e8e0cf")
_MIST = _Tone("#f3f8fb", "#d5e0e8")

_BLUE = _Tone("#5f7f99", "#4b687f")
_PLUM = _Tone("#80698f", "#695577")
_GREEN = _Tone("#5d8577", "#4b6f62")
_SLATE = _Tone("#69737f", "#555e69")


def _colours(skin: _Tone, hair: _Hair, shirt: _Tone, shorts: _Tone, lip: str) -> Mapping[Ink, str]:
    return MappingProxyType(
        {
            Ink.SKIN: skin.light,
            Ink.SKIN_SHADE: skin.shade,
            Ink.HAIR: hair.light,
            Ink.HAIR_SHADE: hair.shade,
            Ink.HAIR_STRAND: hair.strand,
            Ink.SHIRT: shirt.light,
            Ink.SHIRT_SHADE: shirt.shade,
            Ink.SHORTS: shorts.light,
            Ink.SHORTS_SHADE: shorts.shade,
            Ink.LIP: lip,
        }
    )


PEOPLE: Final[Mapping[str, Person]] = MappingProxyType(
    {
        person.key: person
        for person in (
            Person(
                key="man",
                name=mark("Man"),
                build="broad",
                hair="short",
                colours=_colours(_FAIR, _CHESTNUT, _WHITE, _BLUE, "#c98b76"),
            ),
            Person(
                key="woman",
                name=mark("Woman"),
                build="slim",
                hair="pony",
                colours=_colours(_LIGHT_OLIVE, _CHESTNUT, _WHITE, _PLUM, "#c0766a"),
            ),
            Person(
                key="older-man",
                name=mark("Older man"),
                build="stocky",
                hair="thinning",
                glasses=True,
                colours=_colours(_FAIR, _GREY, _MIST, _SLATE, "#c48a78"),
            ),
            Person(
                key="older-woman",
                name=mark("Older woman"),
                build="rounded",
                hair="bob",
                colours=_colours(_LIGHT_OLIVE, _SILVER, _CREAM, _GREEN, "#bd7a6c"),
            ),
            Person(
                key="heavier-man",
                name=mark("Heavier man"),
                build="heavy",
                hair="cropped",
                beard=True,
                colours=_colours(_BROWN, _BLACK, _WHITE, _SLATE, "#96594a"),
            ),
            Person(
                key="heavier-woman",
                name=mark("Heavier woman"),
                build="full",
                hair="curls",
                colours=_colours(_DEEP, _BLACK, _CREAM, _PLUM, "#7d4238"),
            ),
            Person(
                key="younger-man",
                name=mark("Younger man"),
                build="lean",
                hair="short",
                colours=_colours(_TAN, _BLACK, _MIST, _GREEN, "#b5725c"),
            ),
            Person(
                key="younger-woman",
                name=mark("Younger woman"),
                build="slim",
                hair="bun",
                colours=_colours(_BROWN, _BLACK, _WHITE, _BLUE, "#a05f50"),
            ),
        )
    }
)
"""Everybody there is, by key, in the order they are offered."""


def matching_person(patient: Patient, today: date) -> str:
    """The key of the person nearest to the patient in sex and age; empty where the sex says nothing."""
    words = {Sex.FEMALE: "woman", Sex.MALE: "man"}
    if patient.sex not in words:
        return ""
    age = patient.age_on(today)
    return f"older-{words[patient.sex]}" if age is not None and age >= OLDER_FROM else words[patient.sex]
