"""The figures there are: finds poses, and their drawings in memory, on disk, or drawn now."""

import hashlib
import threading
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import clinic_resources
from clinic_app.domain.drawing import Drawing
from clinic_app.domain.errors import InputError
from clinic_app.domain.people import PEOPLE
from clinic_app.domain.showing import quoted, short
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.version import BODY_VERSION, ENGINE_VERSION

if TYPE_CHECKING:
    from clinic_app.figures.pose import Pose
    from clinic_app.figures.studio import Studio

_FOLDER: Final = "poses"
_SUFFIX: Final = ".toml"
_KEPT_IN_MEMORY: Final = 192


class _Wanted(NamedTuple):
    """Names one drawing."""

    slug: str
    frame: str
    person: str

    @property
    def name(self) -> str:
        """Its files' name in the cache."""
        return ".".join(part for part in self if part)


class Gallery:
    """Figures by slug and frame. May be used from several threads at once.

    Nothing heavy is imported until a figure must really be drawn.
    """

    def __init__(self, cache: DrawingCache, studio: "Studio | None" = None) -> None:
        """With a ``studio``, which must fill the same cache, figures are drawn there and not here."""
        self._cache = cache
        self._studio = studio
        self._poses: dict[str, Pose] = {}
        self._drawings: dict[_Wanted, Drawing] = {}
        self._memory = threading.Lock()
        # One figure at a time: two threads that draw are no faster than one.
        self._pen = threading.Lock()

    def slugs(self) -> tuple[str, ...]:
        """The slugs of all figures, in alphabetical order."""
        return tuple(self._files)

    def frames(self, slug: str) -> tuple[str, ...]:
        """The names of a figure's frames, in order, as ``start`` and ``end``.

        Raises:
            InputError: there is no such figure; the sentence names near ones.
        """
        return self._pose(slug).frames

    def pose_key(self, slug: str, *, person: str = "") -> str:
        """A hash that names exactly what is drawn for ``slug``: its pose, whose body, and the engine.

        Raises:
            InputError: there is no such figure or person.
        """
        drawn_as = PEOPLE[person] if self._is_known(person) else None
        body = f"{drawn_as.build}/{drawn_as.hair}/{drawn_as.beard}/{drawn_as.glasses}/" if drawn_as else ""
        versions = f"{ENGINE_VERSION}/{BODY_VERSION}/"
        return hashlib.sha256((versions + body + self._pose(slug).text).encode()).hexdigest()

    def is_cached(self, slug: str, frame: str, *, person: str = "") -> bool:
        """Whether the drawing can be had without drawing it.

        Raises:
            InputError: there is no such figure, frame or person.
        """
        wanted = self._wanted(slug, frame, person)
        with self._memory:
            if wanted in self._drawings:
                return True
        return self._cache.holds(wanted.name, self.pose_key(slug, person=person))

    def drawing(self, slug: str, frame: str, *, mirror: bool = False, person: str = "") -> Drawing:
        """The drawing of one frame; with ``mirror`` the other side, facing the other way.

        ``person`` is a key of :data:`~clinic_app.domain.people.PEOPLE`; empty: the pose's own figure.

        Raises:
            InputError: there is no such figure, frame or person.
            NotWantedError: the gallery was closed, and it is not drawn yet.
        """
        wanted = self._wanted(slug, frame, person)
        found = self._kept(wanted)
        if found is None and self._draw_elsewhere(wanted):
            found = self._kept(wanted)
        if found is None:
            with self._pen:
                found = self._kept(wanted) or self._drawn(wanted)
        return found.mirrored() if mirror else found

    def prepare(self, slug: str, frame: str) -> None:
        """See to it that the drawing is kept on disk, without keeping it in memory.

        Raises:
            InputError: there is no such figure or frame.
        """
        wanted = self._wanted(slug, frame, "")
        if not self._cache.holds(wanted.name, self.pose_key(slug)):
            self._draw_elsewhere(wanted)

    def close(self) -> None:
        """End the processes that draw, if there are any."""
        if self._studio is not None:
            self._studio.close()

    def _draw_elsewhere(self, wanted: _Wanted) -> bool:
        return self._studio is not None and self._studio.draw(*wanted)

    def _wanted(self, slug: str, frame: str, person: str) -> _Wanted:
        self._pose(slug).picture(frame)
        self._is_known(person)
        return _Wanted(slug, frame, person)

    def _is_known(self, person: str) -> bool:
        if person and person not in PEOPLE:
            raise InputError(
                "There is nobody called {person}. There are {known}.",
                person=short(person),
                known=", ".join(PEOPLE),
            )
        return bool(person)

    def _kept(self, wanted: _Wanted) -> Drawing | None:
        with self._memory:
            found = self._drawings.get(wanted)
        if found is None:
            found = self._cache.load(wanted.name, self.pose_key(wanted.slug, person=wanted.person))
            if found is not None:
                found = self._remembered(wanted, found)
        return found

    def _drawn(self, wanted: _Wanted) -> Drawing:
        # Imported only here: numpy and scipy take longer than opening the window.
        from clinic_app.figures import engine

        pose = self._pose(wanted.slug).drawn_as(PEOPLE.get(wanted.person))
        drawing = engine.draw(pose, wanted.frame)
        self._cache.store(wanted.name, self.pose_key(wanted.slug, person=wanted.person), drawing)
        return self._remembered(wanted, drawing)

    def _remembered(self, wanted: _Wanted, drawing: Drawing) -> Drawing:
        """The drawing to use from now on: the one another thread was first with, if there is one."""
        with self._memory:
            while len(self._drawings) >= _KEPT_IN_MEMORY:
                del self._drawings[next(iter(self._drawings))]
            return self._drawings.setdefault(wanted, drawing)

    def _pose(self, slug: str) -> "Pose":
        known = self._poses.get(slug)
        if known is None:
            if slug not in self._files:
                raise self._unknown(slug)
            from clinic_app.figures.pose import parse_pose

            known = parse_pose(slug, clinic_resources.read_text(self._files[slug]))
            self._poses[slug] = known
        return known

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """Resource names of the pose files by slug."""
        return {slug: f"{_FOLDER}/{slug}{_SUFFIX}" for slug in clinic_resources.names(_FOLDER, _SUFFIX)}

    def _unknown(self, slug: str) -> InputError:
        near = get_close_matches(slug, self._files, n=3, cutoff=0.4)
        if near:
            return InputError(
                "There is no figure called {slug}. Near it are {near}.",
                slug=quoted(slug),
                near=", ".join(near),
            )
        return InputError("There is no figure called {slug}.", slug=quoted(slug))
