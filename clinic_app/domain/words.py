"""What the floors need of a message catalogue; gettext's own translation classes satisfy it."""

from collections.abc import Iterable
from typing import Final, Protocol


class Catalogue(Protocol):
    """Messages in one language; message ids are the English sentences."""

    def gettext(self, message: str) -> str:
        """The message in this language, or itself."""
        ...

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The message for ``n`` things in this language."""
        ...

    def pgettext(self, context: str, message: str) -> str:
        """The message as used in ``context``: the same English word may need two translations."""
        ...


class EnglishCatalogue:
    """The message ids themselves: English without a file, for the domain's own tests and sentences."""

    def gettext(self, message: str) -> str:
        """The message itself."""
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The singular for one thing, else the plural."""
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - English needs no context
        """The message itself."""
        return message


ENGLISH: Final = EnglishCatalogue()


def mark(message: str) -> str:
    """Name a sentence for translation where it is written down but not yet shown (gettext's ``N_``)."""
    return message


def in_a_row(parts: Iterable[str], catalogue: Catalogue) -> str:
    """Parts of one sentence, with this language's comma between them."""
    return catalogue.pgettext("between parts of a sentence", ", ").join(parts)


def whole_sentence(words: str, catalogue: Catalogue) -> str:
    """The words with this language's full stop."""
    return catalogue.pgettext("full stop", "{sentence}.").format(sentence=words)
