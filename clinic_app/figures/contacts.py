"""Whether the body touches what it should: the gap at each contact a pose names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.domain.errors import ResourceError
from clinic_app.figures.checks.contact_gaps import declared_gaps
from clinic_app.figures.geometry import Array
from clinic_app.figures.pose import Frame, Pose
from clinic_app.figures.props.making import solids_of
from clinic_app.figures.scene import Contact, Prop
from clinic_app.figures.sites import site_from_text
from clinic_app.figures.skeleton import Skeleton
from clinic_app.figures.solids import Solid
from clinic_app.figures.solving.room import Room
from clinic_app.figures.solving.settle import settled, skin_of

FLOOR: Final = "floor"
"""The surface at height zero that is always there."""

_AROUND_SITE: Final = 6.5
_AROUND_PALM: Final = 4.0
"""Skin within this many centimetres of a named site may be what touches; a palm's fingers are not."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A contact and the gap there in centimetres; negative where the body has sunk in."""

    contact: Contact
    gap_cm: float
    gives_way: bool = False
    """Whether what is touched is soft."""


def touches(pose: Pose, frame: str) -> tuple[Touch, ...]:
    """The gap at every contact the frame names or declares by its lines.

    Raises:
        InputError: the pose has no such frame.
        ResourceError: a contact names a site or a surface the frame does not have.
    """
    picture = pose.picture(frame)
    body = settled(picture, pose.look)
    skeleton = body.skeleton
    vertices = skin_of(picture, pose.look).vertices
    found = []
    for contact in picture.contacts:
        site = site_from_text(contact.site)
        if site is None:
            raise _unknown(pose, contact)
        apart = np.sqrt(((vertices - skeleton.locate(site)) ** 2).sum(axis=1))
        skin = vertices[apart < (_AROUND_PALM if contact.site.startswith("palm") else _AROUND_SITE)]
        gap = _gap(skin, _surface(pose, picture, contact, skeleton))
        found.append(Touch(contact, gap, contact.site == "seat"))
    room = Room(picture.props, pose.look)
    found += [Touch(*declared) for declared in declared_gaps(body.posture, skeleton, room)]
    return tuple(found)


def _surface(pose: Pose, frame: Frame, contact: Contact, skeleton: Skeleton) -> tuple[Solid, ...]:
    """The solids of the prop a contact names, or of one piece (``chair.seat``); none for the floor."""
    if contact.surface == FLOOR:
        return ()
    name, _, piece = contact.surface.partition(".")
    props = [prop for prop in frame.props if _named(prop, name)]
    every = [solid for prop in props for solid in solids_of(prop, skeleton)]
    solids = tuple(solid for solid in every if piece in ("", solid.name))
    if not solids:
        raise _unknown(pose, contact)
    return solids


def _named(prop: Prop, surface: str) -> bool:
    return surface in (prop.name, prop.kind)


def _gap(skin: Array, solids: Sequence[Solid]) -> float:
    if not solids:
        return float(skin[:, 1].min())
    return min(float(solid.gaps(skin).min()) for solid in solids)


def _unknown(pose: Pose, contact: Contact) -> ResourceError:
    return ResourceError(
        "{file}: the contact '{site} on {surface}' names something the picture does not have.",
        file=f"poses/{pose.slug}.toml",
        site=contact.site,
        surface=contact.surface,
    )
