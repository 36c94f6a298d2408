"""Names for marks and areas of the body chart."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from clinic_app.domain.body_chart import CHART_AREAS
from clinic_app.domain.side import EpisodeSide
from clinic_app.domain.visit import BodyView, Sensation
from clinic_ui.pages.exercise_words import region_name
from clinic_ui.visit.sensation_looks import SENSATIONS
from clinic_ui.words import Words

_WITH_MIDDLE: Final = frozenset({"head_jaw", "neck", "upper_back_chest", "lower_back", "pelvis_hip"})

Place = tuple[str, EpisodeSide, BodyView]


def view_name(view: BodyView, words: Words) -> str:
    """In front or behind."""
    return {BodyView.FRONT: words.gettext("front"), BodyView.BACK: words.gettext("back")}[view]


def area_name(area: str, side: EpisodeSide, words: Words) -> str:
    """An area with the patient's side, where it has one."""
    name = region_name(area, words)
    if side is EpisodeSide.LEFT:
        return words.gettext("{area}, left").format(area=name)
    if side is EpisodeSide.RIGHT:
        return words.gettext("{area}, right").format(area=name)
    if side is EpisodeSide.BOTH:
        return words.gettext("{area}, both sides").format(area=name)
    return name


def sensation_name(sensation: Sensation, words: Words) -> str:
    """What is felt."""
    return words.gettext(SENSATIONS[sensation])


def mark_name(
    sensation: Sensation, view: BodyView, areas: Sequence[tuple[str, EpisodeSide]], words: Words
) -> str:
    """What is felt, where, and on which figure it was drawn."""
    where = " – ".join(area_name(area, side, words) for area, side in _both_sides(areas))
    said = words.gettext("{sensation}: {where} ({view})")
    beside = words.gettext("beside the body")
    return said.format(
        sensation=sensation_name(sensation, words), where=where or beside, view=view_name(view, words)
    )


def _both_sides(areas: Sequence[tuple[str, EpisodeSide]]) -> list[tuple[str, EpisodeSide]]:
    """An area named left and right is named once."""
    sides: dict[str, set[EpisodeSide]] = {}
    for area, side in areas:
        sides.setdefault(area, set()).add(side)
    return [
        (area, next(iter(known)) if len(known) == 1 else EpisodeSide.BOTH) for area, known in sides.items()
    ]


def places(words: Words) -> Mapping[str, str]:
    """All places that can be marked by name; the key reads back with :func:`place_of_key`."""
    return {
        "|".join((area, side.value, view.value)): words.gettext("{area} ({view})").format(
            area=area_name(area, side, words), view=view_name(view, words)
        )
        for area, side, view in _all_places()
    }


def place_of_key(key: str) -> Place:
    """The place a key of :func:`places` means."""
    area, side, view = key.split("|")
    return area, EpisodeSide(side), BodyView(view)


def _all_places() -> Iterator[Place]:
    for view in BodyView:
        for area in CHART_AREAS:
            if area in _WITH_MIDDLE:
                yield area, EpisodeSide.NONE, view
            yield area, EpisodeSide.LEFT, view
            yield area, EpisodeSide.RIGHT, view
