"""The window's sentences: one catalogue in one language, handed down, never global."""

from dataclasses import dataclass
from datetime import date, datetime

from clinic_app.domain.date_words import written_date
from clinic_app.domain.errors import KnownError
from clinic_app.domain.words import ENGLISH, Catalogue


@dataclass(frozen=True, slots=True)
class Words:
    """A catalogue (it satisfies ``Catalogue`` itself) and the language it speaks."""

    catalogue: Catalogue = ENGLISH
    language: str = "en"

    def gettext(self, message: str) -> str:
        """The message in this language."""
        return self.catalogue.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The message for ``n`` things."""
        return self.catalogue.ngettext(msgid1, msgid2, n)

    def pgettext(self, context: str, message: str) -> str:
        """The message as used in ``context``."""
        return self.catalogue.pgettext(context, message)

    def day(self, day: date) -> str:
        """A date with its month in words."""
        return written_date(day, self)

    def moment(self, moment: datetime) -> str:
        """A moment's day and time, where this machine stands."""
        local = moment.astimezone()
        return self.gettext("{date}, {time}").format(date=self.day(local.date()), time=f"{local:%H:%M}")

    def problem(self, error: KnownError) -> str:
        """A known failure's sentence."""
        return error.in_words(self)
