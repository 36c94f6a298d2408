"""The library and its index as a desk uses them now: replaced whole when an own exercise changes."""

from collections.abc import Iterable

from clinic_app.domain.exercise import Exercise
from clinic_app.domain.library import Library
from clinic_app.domain.own_library import library_with
from clinic_app.domain.search import ExerciseIndex


class LibraryInUse:
    """Holds the shipped library, and the one in use with its index. Whoever holds an older one goes on.

    The index is made once the own exercises are known (:meth:`use`), or when somebody asks before.
    """

    def __init__(self, shipped: Library) -> None:
        self.shipped = shipped
        self._now: tuple[Library, ExerciseIndex | None] = shipped, None

    @property
    def library(self) -> Library:
        """Shipped and own exercises."""
        return self._now[0]

    def current(self) -> Library:
        """The same, for who asks again and again."""
        return self._now[0]

    @property
    def index(self) -> ExerciseIndex:
        """Finds them."""
        library, index = self._now
        if index is None:
            index = ExerciseIndex(library)
            self._now = library, index
        return index

    def use(self, own: Iterable[Exercise], taken_out: Iterable[Exercise]) -> None:
        """From now on these own exercises stand in the library; slow, so never on the window's thread."""
        library = library_with(self.shipped, own, taken_out)
        known, index = self._now
        if index is None or library.exercises != known.exercises:
            index = ExerciseIndex(library)
        self._now = library, index
