"""A pose: one exercise's figure in its frames (start, end, a mistake), read from TOML."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from clinic_app.domain.errors import InputError, ResourceError
from clinic_app.domain.people import Person
from clinic_app.domain.showing import short
from clinic_app.figures.posture import SIDES, Posture
from clinic_app.figures.posture_text import read_posture
from clinic_app.figures.scene import CloseUp, Contact, Highlight, Look, Magnifier, Prop, View
from clinic_app.figures.scene_text import (
    read_close_up,
    read_contacts,
    read_highlights,
    read_look,
    read_magnifier,
    read_props,
    read_view,
)
from clinic_app.figures.signs import Sign
from clinic_app.figures.signs_text import read_signs
from clinic_app.figures.toml_fields import Fields
from clinic_app.figures.views import VIEWS

WORKING_SIDES: Final = ("right", "left", "both", "none")

_SHARED: Final = ("props", "highlight", "lens", "close_up")
"""What the file may say once for all frames; a frame may say it anew."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a pose."""

    name: str
    posture: Posture
    props: tuple[Prop, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    arrows: tuple[Sign, ...] = ()
    contacts: tuple[Contact, ...] = ()
    magnifier: Magnifier | None = None
    close_up: CloseUp | None = None


@dataclass(frozen=True, slots=True)
class Pose:
    """One exercise's figure; all its frames share look and view, and therefore scale and box.

    ``side`` is the one that works, of :data:`WORKING_SIDES`. On a map of the body, regions and muscles can be
    pointed at.
    """

    slug: str
    title: str
    look: Look
    view: View
    side: str
    pictures: tuple[Frame, ...]
    text: str
    is_map: bool = False

    def drawn_as(self, person: Person | None) -> "Pose":
        """The same pose on that person's body; on the pose's own where there is none."""
        if person is None:
            return self
        look = replace(
            self.look, hair=person.hair, build=person.build, beard=person.beard, glasses=person.glasses
        )
        return replace(self, look=look)

    @property
    def frames(self) -> tuple[str, ...]:
        """The frames' names, in the file's order."""
        return tuple(frame.name for frame in self.pictures)

    def picture(self, name: str) -> Frame:
        """The frame called ``name``.

        Raises:
            InputError: there is none; the sentence names those there are.
        """
        for frame in self.pictures:
            if frame.name == name:
                return frame
        raise InputError(
            "The figure {slug} has no frame {frame}. It has {known}.",
            slug=self.slug,
            frame=short(name),
            known=", ".join(self.frames),
        )


def parse_pose(slug: str, text: str) -> Pose:
    """The pose written in ``text`` (TOML, see the README beside the pose files).

    Raises:
        ResourceError: the text is no TOML, or a field is unknown, missing or wrong.
    """
    file = f"poses/{slug}.toml"
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ResourceError("{file} cannot be read: {reason}.", file=file, reason=error) from error
    fields = Fields(table, file)
    pose = Pose(
        slug=slug,
        title=fields.text("title", slug),
        look=read_look(fields.table("figure")),
        view=read_view(fields.choice("view", VIEWS, ""), fields.table("camera")),
        side=fields.choice("side", WORKING_SIDES, "right"),
        pictures=tuple(_read_frames(fields)),
        text=text,
        is_map=fields.flag("map", default=False),
    )
    fields.finish()
    if not pose.pictures:
        raise fields.missing("frames")
    return pose


def _read_frames(fields: Fields) -> Iterator[Frame]:
    shared = fields.only(_SHARED)
    frames = fields.table("frames")
    own: dict[str, Fields] = {}
    for name in frames.names():
        table = frames.table(name)
        like = table.text("like")
        if like:
            if like not in own:
                raise table.wrong("like", like, "the name of a frame above")
            table = table.merged_over(_without_overruled(own[like], table))
            table.text("like")
        else:
            table = table.merged_over(shared)
        own[name] = table
        yield _read_frame(name, table)


def _without_overruled(base: Fields, table: Fields) -> Fields:
    """The frame's model without the one-sided limbs that ``table`` says anew for both sides."""
    overruled = {f"{limb}_{side}" for limb in ("arm", "leg") if table.has(f"{limb}s") for side in SIDES}
    return base.only(tuple(name for name in base.names() if name not in overruled))


def _read_frame(name: str, fields: Fields) -> Frame:
    frame = Frame(
        name=name,
        posture=read_posture(fields),
        props=read_props(fields.tables("props")),
        highlights=read_highlights(fields.table("highlight")),
        arrows=read_signs(fields.tables("arrows")),
        contacts=read_contacts(fields),
        magnifier=read_magnifier(fields.table("lens")) if fields.has("lens") else None,
        close_up=read_close_up(fields.table("close_up")) if fields.has("close_up") else None,
    )
    fields.finish()
    return frame
