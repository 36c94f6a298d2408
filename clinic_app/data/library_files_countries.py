"""Reads what a clinic's country decides."""

from clinic_app.data.library_files_shelf import COUNTRIES, Shelf, known_key
from clinic_app.domain.country import Country
from clinic_app.domain.dosage import LoadUnit
from clinic_app.domain.exercise import ReviewStatus
from clinic_app.domain.fields import Fields
from clinic_app.domain.handout import Paper


def read_countries(shelf: Shelf) -> dict[str, Country]:
    """The countries by code, sorted.

    Raises:
        ResourceError: something is missing, wrong or unknown; names the file and the field.
    """
    file = shelf.file(COUNTRIES)
    sources = file.table("sources")
    known = {name: sources.required_text(name) for name in sources.names()}
    countries = file.table("countries")
    found = {code: _country(code, countries.table(code), known) for code in sorted(countries.names())}
    file.finish()
    return found


def _country(code: str, table: Fields, sources: dict[str, str]) -> Country:
    country = Country(
        code=code,
        emergency_number=table.text("emergency_number"),
        paper=table.choice("paper", Paper),
        load_unit=LoadUnit(table.choice("load_unit", (LoadUnit.KILOGRAM, LoadUnit.POUND))),
        source=sources[known_key(table, "source", sources, "source")],
        status=ReviewStatus(table.choice("status", ReviewStatus)),
    )
    if country.status is ReviewStatus.REVIEWED:
        table.required_text("reviewer")
    table.finish()
    return country
