"""Props, muscles, arrows and contacts of a pose file."""

from typing import Final

from clinic_app.figures.muscle_map import highlight_names
from clinic_app.figures.posture import SIDES, Side
from clinic_app.figures.prop_kinds import AROUND, LYING_AT, PROP_SIZES, RUNNING_THROUGH, STRIPS
from clinic_app.figures.scene import (
    BUILDS,
    FEET,
    HAIR,
    CloseUp,
    Contact,
    Highlight,
    Look,
    Magnifier,
    Prop,
    View,
)
from clinic_app.figures.sites import Site, site_from_text
from clinic_app.figures.toml_fields import Fields
from clinic_app.figures.views import VIEWS

_SMALLEST_CLOSE_UP: Final = 4
"""Centimetres."""

_SIDE_WORDS: dict[str, tuple[Side, ...]] = {"right": ("r",), "left": ("l",), "both": SIDES}


def read_look(fields: Fields) -> Look:
    """Who is drawn: hair, feet, build."""
    look = Look(
        hair=fields.choice("hair", HAIR, "short"),
        feet=fields.choice("feet", FEET, "shoe"),
        build=fields.choice("build", BUILDS, "broad"),
        beard=fields.flag("beard", default=False),
        glasses=fields.flag("glasses", default=False),
    )
    fields.finish()
    return look


def read_view(name: str, fields: Fields) -> View:
    """The named view turned by the camera's yaw and pitch (degrees); without a name these alone."""
    yaw, pitch = VIEWS.get(name, (0.0, 0.0))
    view = View(yaw=yaw + fields.number("yaw"), pitch=pitch + fields.number("pitch", 0.0 if name else 9.0))
    fields.finish()
    return view


def read_props(tables: tuple[Fields, ...]) -> tuple[Prop, ...]:
    """The props, each a table with ``kind`` and that kind's sizes."""
    return tuple(_read_prop(fields) for fields in tables)


def _read_prop(fields: Fields) -> Prop:
    kind = fields.choice("kind", PROP_SIZES)
    prop = Prop(
        kind=kind,
        name=fields.text("name", kind),
        sizes={name: fields.number(name, default) for name, default in PROP_SIZES[kind].items()},
        at=fields.place_at("at") if kind in LYING_AT else None,
        through=fields.places("through") if kind in RUNNING_THROUGH else (),
        around=_sites(fields, "around") if kind in AROUND else (),
        posts=fields.pairs("posts") if kind == "handrail" else (),
        across=fields.vector("across") if kind in STRIPS else None,
        see_through=fields.flag("see_through", default=False) if fields.has("see_through") else None,
    )
    if kind in LYING_AT and prop.at is None:
        raise fields.missing("at")
    if kind in RUNNING_THROUGH and len(prop.through) < 2:
        raise fields.wrong("through", "fewer", "a list of two places or more")
    if kind in AROUND and not prop.around:
        raise fields.missing("around")
    fields.finish()
    return prop


def _sites(fields: Fields, name: str) -> tuple[Site, ...]:
    """A list of places of the body."""
    places = fields.places(name)
    sites = tuple(place for place in places if isinstance(place, Site))
    if len(sites) < len(places):
        raise fields.wrong(name, places, "a list of places of the body: 'shank_r 0, -33, 0'")
    return sites


def read_highlights(fields: Fields) -> tuple[Highlight, ...]:
    """The muscles named, each with ``right``, ``left`` or ``both``."""
    words = {muscle: fields.choice(muscle, _SIDE_WORDS, "") for muscle in highlight_names()}
    fields.finish()
    return tuple(
        Highlight(muscle, side) for muscle, word in words.items() if word for side in _SIDE_WORDS[word]
    )


def read_magnifier(fields: Fields) -> Magnifier:
    """The lens: a place and a radius in centimetres."""
    at = fields.place_at("at")
    if at is None:
        raise fields.missing("at")
    magnifier = Magnifier(at=at, radius=fields.number("radius", 14.0))
    fields.finish()
    return magnifier


def read_close_up(fields: Fields) -> CloseUp:
    """The close-up: a place, and a radius or a width and height in centimetres."""
    at = fields.place_at("at")
    if at is None:
        raise fields.missing("at")
    across = 2 * fields.number("radius", 14.0)
    close_up = CloseUp(at=at, width=fields.number("width", across), height=fields.number("height", across))
    for name, size in (("width", close_up.width), ("height", close_up.height)):
        if size < _SMALLEST_CLOSE_UP:
            raise fields.wrong(name, size, f"{_SMALLEST_CLOSE_UP} centimetres or more")
    fields.finish()
    return close_up


def read_contacts(fields: Fields) -> tuple[Contact, ...]:
    """The contacts, each a sentence: ``forefoot_r on stairs.edge``."""
    contacts = []
    for text in fields.texts("contacts"):
        site, joined, surface = text.partition(" on ")
        if not joined or site_from_text(site) is None:
            raise fields.wrong("contacts", text, "sentences like 'forefoot_r on stairs.edge'")
        contacts.append(Contact(site.strip(), surface.strip()))
    return tuple(contacts)
