"""Errands about the clinic's own exercises: write, change, take out, bring in, send on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from clinic_app.domain.errors import ConflictError, GoneError, InputError, KnownError
from clinic_app.domain.exercise import Exercise, ExercisePhoto
from clinic_app.domain.own_library import linked, marked_as_own, own_slug
from clinic_app.domain.repositories import Record
from clinic_app.domain.shelf import OwnEntry, ShelfKind
from clinic_app.exchange.exercise_file import (
    FileExercise,
    FilePhoto,
    Vocabulary,
    exercise_row,
    read_exercise_row,
    read_exercises,
    vocabulary_of,
)
from clinic_app.exchange.exercise_file_text import exercise_table, exercises_text
from clinic_app.images.intake import CleanPicture, clean_picture
from clinic_app.services.library_in_use import LibraryInUse

LANGUAGES: Final = ("en", "es")
_PHOTO: Final = "x-photo"
"""Where the record's table keeps a photo's size and what it shows; its bytes lie in the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What a file would bring in: nothing is stored yet."""

    exercises: tuple[FileExercise, ...]
    new: tuple[str, ...]
    replacing: tuple[str, ...]
    """Slugs of own exercises, and of shipped texts, whose place they would take."""


@dataclass(frozen=True, slots=True)
class OwnExerciseService:
    """Works on one open record; every change is in the library in use when an errand returns."""

    record: Record
    in_use: LibraryInUse
    clean: Callable[[bytes, str], CleanPicture] = clean_picture

    def read(self) -> Sequence[str]:
        """Lay the record's own exercises over the shipped library; returns what cannot be read, by slug."""
        with self.record.reading() as work:
            entries = work.shelf.own(ShelfKind.EXERCISE, archived=True)
        known = self._vocabulary()
        own: list[Exercise] = []
        taken_out: list[Exercise] = []
        unreadable: list[str] = []
        for entry in entries:
            try:
                (taken_out if entry.archived_at else own).append(_stored(entry, known))
            except KnownError:  # a word a newer release no longer knows: the entry waits, nothing is lost
                unreadable.append(entry.slug)
        self.in_use.use(own, taken_out)
        return unreadable

    def save(self, exercise: Exercise, before: Exercise | None = None) -> Exercise:
        """Store it, new or changed; one that was taken out is back.

        ``before`` is what was edited, without a slug if it is new; None: whatever stands there is replaced.
        A new one is never stored over another: it is given a slug that is free.

        Raises:
            InputError: it lacks what every exercise has, or names what the library does not know.
            ConflictError: another window changed it first.
            GoneError: another window took it out meanwhile.
        """
        known = self._vocabulary()
        checked = _checked(marked_as_own(exercise), known)
        with self.record.writing() as work:
            entries = {entry.slug: entry for entry in work.shelf.own(ShelfKind.EXERCISE, archived=True)}
            if before is not None and not before.slug and checked.slug in entries:
                taken = {*entries, *self.in_use.library.exercises}
                checked = replace(checked, slug=own_slug(next(iter(checked.names.values())), taken))
            stored = entries.get(checked.slug)
            if before is not None and stored is not None and before.slug:
                self._refuse_stale(before, stored, known)
            work.shelf.save_own(_entry(checked, stored))
            work.commit()
        self.read()
        return self.in_use.library.exercise(checked.slug)

    def as_it_is_now(self, slug: str) -> Exercise:
        """The exercise as the record holds it now, and the library in use with it."""
        self.read()
        return self.in_use.library.exercise(slug)

    def save_all(self, exercises: Iterable[Exercise]) -> Sequence[Exercise]:
        """Store them all, or none."""
        known = self._vocabulary()
        checked = [_checked(marked_as_own(exercise), known) for exercise in exercises]
        with self.record.writing() as work:
            stored = {entry.slug: entry for entry in work.shelf.own(ShelfKind.EXERCISE, archived=True)}
            for exercise in checked:
                work.shelf.save_own(_entry(exercise, stored.get(exercise.slug)))
            work.commit()
        self.read()
        return [self.in_use.library.exercise(exercise.slug) for exercise in checked]

    def as_stored(self, slugs: Iterable[str]) -> Mapping[str, OwnEntry | None]:
        """How these stand in the record now, for :meth:`put_back`; None: there is nothing of that name."""
        with self.record.reading() as work:
            stored = {entry.slug: entry for entry in work.shelf.own(ShelfKind.EXERCISE, archived=True)}
        return {slug: stored.get(slug) for slug in slugs}

    def put_back(self, before: Mapping[str, OwnEntry | None]) -> None:
        """Take back what was done since: what was not there is taken out."""
        now = self.as_stored(before)
        with self.record.writing() as work:
            for slug, entry in before.items():
                stored = now[slug]
                if stored is None:
                    continue
                taken_out = replace(stored, archived_at=self.record.clock())
                old = replace(entry, revision=stored.revision) if entry else taken_out
                work.shelf.save_own(old)
            work.commit()
        self.read()

    def archive(self, slug: str) -> None:
        """Take an own exercise out; where it stood in a shipped one's place, the shipped text is back."""
        self._set_archived(slug, is_out=True)

    def restore(self, slug: str) -> None:
        """Put an own exercise back that was taken out."""
        self._set_archived(slug, is_out=False)

    def take_photo(self, data: bytes, place: str, alternative: str = "") -> ExercisePhoto:
        """Clean a picture from outside and keep it; it shows once an exercise with it is saved.

        Raises:
            InputError: it is no PNG or JPEG, damaged, or too large.
        """
        picture = self.clean(data, place)
        sha256 = self.record.archive.put(picture.data)
        return ExercisePhoto(
            sha256=sha256, width=picture.width, height=picture.height, alternative=alternative
        )

    def look_into(self, data: bytes, place: str) -> Arrivals:
        """What a file holds, and what it would replace.

        Raises:
            InputError: one fault refuses the file; the sentence names it.
        """
        found = read_exercises(data, self._vocabulary(), place=place)
        library = self.in_use.library
        slugs = [each.exercise.slug for each in found]
        return Arrivals(
            exercises=found,
            new=tuple(slug for slug in slugs if slug not in library.exercises),
            replacing=tuple(slug for slug in slugs if slug in library.exercises),
        )

    def bring_in(self, arrivals: Arrivals) -> Sequence[Exercise]:
        """Store what a file holds: all of it, or nothing.

        Raises:
            InputError: a photo cannot be used.
        """
        with_photos = [self._with_photo(each) for each in arrivals.exercises]
        return self.save_all(with_photos)

    def export(self, slugs: Iterable[str]) -> str:
        """These exercises as an open file, pictures included."""
        library = self.in_use.library
        return exercises_text(self._for_file(library.exercise(slug)) for slug in slugs)

    def own_slugs(self) -> Sequence[str]:
        """Every own exercise in use."""
        return [slug for slug, exercise in self.in_use.library.exercises.items() if exercise.is_own]

    def _set_archived(self, slug: str, *, is_out: bool) -> None:
        with self.record.writing() as work:
            entry = next(
                (each for each in work.shelf.own(ShelfKind.EXERCISE, archived=True) if each.slug == slug),
                None,
            )
            if entry is None:
                raise InputError("There is no exercise of your own called “{slug}”.", slug=slug)
            work.shelf.save_own(replace(entry, archived_at=self.record.clock() if is_out else None))
            work.commit()
        self.read()

    def _refuse_stale(self, before: Exercise, stored: OwnEntry, known: Vocabulary) -> None:
        if stored.archived_at is not None:
            if before.is_own:
                raise GoneError("Somebody else took this exercise out meanwhile. Nothing was stored.")
            return
        now = linked(marked_as_own(_stored(stored, known)), self.in_use.library.exercises)
        if now != before:
            raise ConflictError("Somebody else changed this first. Look at their version before you go on.")

    def _vocabulary(self) -> Vocabulary:
        return vocabulary_of(self.in_use.shipped, LANGUAGES)

    def _with_photo(self, arrived: FileExercise) -> Exercise:
        photo = arrived.photo
        if photo is None:
            return arrived.exercise
        taken = self.take_photo(photo.data, arrived.exercise.slug, photo.alternative)
        return replace(arrived.exercise, photo=taken)

    def _for_file(self, exercise: Exercise) -> FileExercise:
        if exercise.photo is None:
            return FileExercise(exercise=exercise)
        data = self.record.archive.get(exercise.photo.sha256)
        media_type = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
        photo = FilePhoto(media_type=media_type, data=data, alternative=exercise.photo.alternative)
        return FileExercise(exercise=exercise, photo=photo)


def _checked(exercise: Exercise, known: Vocabulary) -> Exercise:
    """The exercise as it will be read back; refused if it could not be."""
    back = read_exercise_row(exercise_row(exercise_table(exercise), exercise.slug), known).exercise
    return replace(marked_as_own(back), photo=exercise.photo)


def _entry(exercise: Exercise, stored: OwnEntry | None) -> OwnEntry:
    table = exercise_table(exercise)
    photo = exercise.photo
    if photo is not None:
        table[_PHOTO] = {"width": photo.width, "height": photo.height, "alternative": photo.alternative}
    return OwnEntry(
        kind=ShelfKind.EXERCISE,
        slug=exercise.slug,
        table=table,
        photo_sha256=photo.sha256 if photo else "",
        revision=stored.revision if stored else 1,
    )


def _stored(entry: OwnEntry, known: Vocabulary) -> Exercise:
    table: dict[str, Any] = dict(entry.table)
    exercise = read_exercise_row(exercise_row(table, entry.slug), known).exercise
    if not entry.photo_sha256:
        return exercise
    told = table.get(_PHOTO, {})
    photo = ExercisePhoto(
        sha256=entry.photo_sha256,
        width=told.get("width", 0),
        height=told.get("height", 0),
        alternative=told.get("alternative", ""),
    )
    return replace(exercise, photo=photo)
