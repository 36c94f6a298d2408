"""The library and its index as a desk uses them now: replaced whole when an own exercise changes."""

from collections.abc import Iterable
from threading import Lock

from clinic_app.domain.exercise import Exercise
from clinic_app.domain.library import Library
from clinic_app.domain.own_library import library_with
from clinic_app.domain.search import ExerciseIndex


class LibraryInUse:
    """Holds the shipped library, and the one in use with its index. Whoever holds an older one goes on.

    The index is made when it is first asked for: a desk is open before. From then on :meth:`use` makes it.
    """

    def __init__(self, shipped: Library) -> None:
        self.shipped = shipped
        self._now: tuple[Library, ExerciseIndex | None] = shipped, None
        self._making = Lock()

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
        index = self._now[1]
        if index is None:
            with self._making:  # whoever asks meanwhile waits for the same one
                library, index = self._now
                if index is None:
                    index = ExerciseIndex(library)
                    self._now = library, index
        return index

    def use(self, own: Iterable[Exercise], taken_out: Iterable[Exercise]) -> None:
        """From now on these own exercises stand in the library; slow, so never on the window's thread."""
        library = library_with(self.shipped, own, taken_out)
        with self._making:
            known, index = self._now
            if index is not None and library.exercises != known.exercises:
                index = ExerciseIndex(library)
            self._now = library, index
