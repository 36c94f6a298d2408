"""The figures there are: finds poses, and their drawings in memory, on disk, or drawn now."""

import hashlib
import threading
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import Final

import clinic_resources
from clinic_app.domain.drawing import Drawing
from clinic_app.domain.errors import InputError
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.pose import Pose, parse_pose
from clinic_app.figures.version import BODY_VERSION, ENGINE_VERSION

_FOLDER: Final = "poses"
_SUFFIX: Final = ".toml"
_KEPT_IN_MEMORY: Final = 96


class Gallery:
    """Figures by slug and frame. May be used from several threads at once.

    Nothing heavy is imported until a figure must really be drawn.
    """

    def __init__(self, cache: DrawingCache) -> None:
        self._cache = cache
        self._poses: dict[str, Pose] = {}
        self._drawings: dict[tuple[str, str], Drawing] = {}
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

    def pose_key(self, slug: str) -> str:
        """A hash that names exactly what is drawn for ``slug``: its pose, the body and the engine.

        Raises:
            InputError: there is no such figure.
        """
        versions = f"{ENGINE_VERSION}/{BODY_VERSION}/"
        return hashlib.sha256((versions + self._pose(slug).text).encode()).hexdigest()

    def is_cached(self, slug: str, frame: str) -> bool:
        """Whether the drawing can be had without drawing it.

        Raises:
            InputError: there is no such figure or frame.
        """
        self._pose(slug).picture(frame)
        with self._memory:
            if (slug, frame) in self._drawings:
                return True
        return self._cache.holds(slug, frame, self.pose_key(slug))

    def drawing(self, slug: str, frame: str, *, mirror: bool = False) -> Drawing:
        """The drawing of one frame; with ``mirror`` the other side, facing the other way.

        Raises:
            InputError: there is no such figure or frame.
        """
        pose = self._pose(slug)
        pose.picture(frame)
        found = self._kept(slug, frame)
        if found is None:
            with self._pen:
                found = self._kept(slug, frame)
                if found is None:
                    found = self._drawn(pose, frame)
        return found.mirrored() if mirror else found

    def _kept(self, slug: str, frame: str) -> Drawing | None:
        with self._memory:
            found = self._drawings.get((slug, frame))
        if found is None:
            found = self._cache.load(slug, frame, self.pose_key(slug))
            if found is not None:
                found = self._remembered(slug, frame, found)
        return found

    def _drawn(self, pose: Pose, frame: str) -> Drawing:
        # Imported only here: numpy, scipy and contourpy take longer than opening the window.
        from clinic_app.figures import engine

        drawing = engine.draw(pose, frame)
        self._cache.store(pose.slug, frame, self.pose_key(pose.slug), drawing)
        return self._remembered(pose.slug, frame, drawing)

    def _remembered(self, slug: str, frame: str, drawing: Drawing) -> Drawing:
        """The drawing to use from now on: the one another thread was first with, if there is one."""
        with self._memory:
            while len(self._drawings) >= _KEPT_IN_MEMORY:
                del self._drawings[next(iter(self._drawings))]
            return self._drawings.setdefault((slug, frame), drawing)

    def _pose(self, slug: str) -> Pose:
        known = self._poses.get(slug)
        if known is None:
            if slug not in self._files:
                raise self._unknown(slug)
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
                "There is no figure called {slug}. Near it are {near}.", slug=slug[:60], near=", ".join(near)
            )
        return InputError("There is no figure called {slug}.", slug=slug[:60])
