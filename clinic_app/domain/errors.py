"""The world's failures: each is one sentence to the person, in their language, naming what to do."""

from functools import partial
from typing import TYPE_CHECKING

from clinic_app.domain.showing import part_of_sentence

if TYPE_CHECKING:
    from clinic_app.domain.words import Catalogue


class KnownError(Exception):
    """A failure that is nobody's bug: a full disk, a wrong value, a file in use.

    ``sentence`` is an English message id with ``{named}`` places; ``values`` fill them, always printable and
    on one line. Anything raised that is not a KnownError is a bug, and is logged without patient data.
    """

    exit_code = 1

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence, values)
        self.sentence = sentence
        self.values = values

    def in_words(self, catalogue: "Catalogue") -> str:
        """The sentence in the catalogue's language."""
        return self._filled(catalogue.gettext(self.sentence))

    def __str__(self) -> str:
        return self._filled(self.sentence)

    def _filled(self, sentence: str) -> str:
        return sentence.format(**{name: part_of_sentence(value) for name, value in self.values.items()})

    def __reduce__(self) -> tuple[object, ...]:
        return partial(type(self), self.sentence, **self.values), ()


class InputError(KnownError):
    """What was given cannot be used: an unknown word, a wrong value, a broken file (exit status 2)."""

    exit_code = 2


class OutputError(KnownError):
    """What was asked for cannot be written: no space, no permission, no such folder (exit status 3)."""

    exit_code = 3


class RecordError(KnownError):
    """The patient record cannot be opened or changed (exit status 4)."""

    exit_code = 4


class ConflictError(RecordError):
    """Somebody else changed the same thing first; nothing was overwritten."""


class GoneError(RecordError):
    """Somebody else erased, removed or archived it meanwhile; nothing was stored."""


class ResourceError(KnownError):
    """A shipped or installed resource file is missing or wrong; names the file and field (exit status 5)."""

    exit_code = 5


class NotWantedError(Exception):
    """Whoever asked for it is going, as when the record is locked: the work ends, and nobody is told."""
