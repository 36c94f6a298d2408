"""Pictures of the library in use: an own exercise shows its photo, another exercise's figure, or nothing."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from clinic_app.domain.drawing import UNITS_PER_CM, Drawing, Photo
from clinic_app.domain.errors import InputError, RecordError
from clinic_app.domain.exercise import Exercise, ExercisePhoto
from clinic_app.domain.handout_archive import HandoutArchive
from clinic_app.domain.library import Library
from clinic_app.domain.own_library import OWN_PREFIX

if TYPE_CHECKING:
    from clinic_app.services.printing import Pictures

PHOTO_FRAME: Final = "end"
"""A photo shows where the exercise ends."""

_PHOTO_HEIGHT: Final = 180 * UNITS_PER_CM
"""A photo is printed about as high as a standing person's figure, or as wide as two of them."""


@dataclass(frozen=True, slots=True)
class LibraryPictures:
    """Answers for own exercises, and hands the rest on to the figures."""

    figures: "Pictures"
    library: Callable[[], Library]
    """As it is now."""

    archive: HandoutArchive

    def drawing(self, slug: str, frame: str, *, mirror: bool = False, person: str = "") -> Drawing:
        """The picture of an exercise's frame, as that person; a photo stays as it was taken."""
        exercise = self._own(slug)
        if exercise is not None and exercise.photo is not None:
            return photo_drawing(exercise.photo, self._bytes(exercise, exercise.photo))
        return self.figures.drawing(self._figure(slug), frame, mirror=mirror, person=person)

    def frames(self, slug: str) -> tuple[str, ...]:
        """The frames an exercise has; none where an own one has neither photo nor figure."""
        exercise = self._own(slug)
        if exercise is not None and exercise.photo is not None:
            return (PHOTO_FRAME,)
        if exercise is not None and not _has_figure(exercise):
            return ()
        return self.figures.frames(self._figure(slug))

    def pose_key(self, slug: str, *, person: str = "") -> str:
        """Names exactly what is drawn or shown."""
        exercise = self._own(slug)
        if exercise is not None and exercise.photo is not None:
            return exercise.photo.sha256
        if exercise is not None and not _has_figure(exercise):
            return hashlib.sha256(b"").hexdigest()
        return self.figures.pose_key(self._figure(slug), person=person)

    def is_cached(self, slug: str, frame: str) -> bool:
        """Whether the picture can be had at once."""
        exercise = self._own(slug)
        if exercise is not None and (exercise.photo is not None or not _has_figure(exercise)):
            return True
        return self.figures.is_cached(self._figure(slug), frame)

    def prepare(self, slug: str, frame: str) -> None:
        """See to it that the picture can be had at once from now on."""
        if not self.is_cached(slug, frame):
            self.figures.prepare(self._figure(slug), frame)

    def close(self) -> None:
        """Let go of what draws."""
        self.figures.close()

    def _bytes(self, exercise: Exercise, photo: ExercisePhoto) -> bytes:
        try:
            return self.archive.get(photo.sha256)
        except RecordError as error:
            raise RecordError(
                "The photo of “{name}” is missing or damaged. Put it back from a backup, or choose another.",
                name=exercise.name("en"),
            ) from error

    def _own(self, slug: str) -> Exercise | None:
        library = self.library()
        found = library.exercises.get(slug) or library.retired.get(slug)
        return found if found is not None and found.is_own else None

    def _figure(self, slug: str) -> str:
        exercise = self._own(slug)
        return exercise.figure_slug or slug if exercise is not None else slug


def photo_drawing(photo: ExercisePhoto, data: bytes) -> Drawing:
    """The photo as a drawing of its shape."""
    if not photo.width or not photo.height:
        raise InputError("The photo of this exercise is empty. Choose another.")
    width = round(_PHOTO_HEIGHT * photo.width / photo.height)
    return Drawing(width=width, height=_PHOTO_HEIGHT, shapes=(), baseline=_PHOTO_HEIGHT, photo=Photo(data))


def _has_figure(exercise: Exercise) -> bool:
    return bool(exercise.figure_slug) or not exercise.slug.startswith(OWN_PREFIX)
