"""Chooses the country a clinic is in."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.domain.country import Country
from clinic_ui.context import Context
from clinic_ui.widgets.choice_box import ChoiceBox


class CountryBox(ChoiceBox):
    """Every country the library knows, by its own name; the first choice says none."""

    country_chosen = Signal(Country)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._words, self._countries = context.words, context.library.countries
        names = {code: f"{country_name(code)} ({code})" for code in self._countries}
        by_name = dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))
        super().__init__(context.actions.icons, {"": self._words.gettext("Not said"), **by_name}, parent)
        self.setAccessibleName(self._words.gettext("Country"))
        self.activated.connect(self._on_activated)

    def note(self) -> str:
        """What a choice does."""
        return self._words.gettext("Sets number and paper; check the number")

    def _on_activated(self, index: int) -> None:
        country = self._countries.get(self.itemData(index))
        if country is not None:
            self.country_chosen.emit(country)


def country_name(code: str) -> str:
    """The country's name in its own language."""
    territory = QLocale.codeToTerritory(code)
    name = QLocale(QLocale.Language.AnyLanguage, territory).nativeTerritoryName()
    return name or QLocale.territoryToString(territory)
