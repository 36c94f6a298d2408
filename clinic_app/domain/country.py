"""What a clinic's country decides: the number for an ambulance, the paper, the unit of weights."""

from dataclasses import dataclass, replace
from typing import Final

from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.dosage import Dosage, LoadUnit, RepetitionDosage
from clinic_app.domain.exercise import ReviewStatus
from clinic_app.domain.words import Catalogue

_POUNDS_IN_A_KILOGRAM: Final = 2.20462
_WHOLE_FROM: Final = 10
"""From here on nobody reads a half: 5 kg is 11 lb, 2 kg is 4.4 lb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country by its code (ISO 3166, two letters); an ``emergency_number`` may not be known."""

    code: str
    emergency_number: str
    paper: str
    load_unit: LoadUnit
    source: str
    status: ReviewStatus = ReviewStatus.DRAFT


def moved_to(profile: ClinicProfile, country: Country) -> ClinicProfile:
    """The clinic in that country, with its usual paper and its number."""
    return replace(
        profile,
        country=country.code,
        emergency_number=country.emergency_number,
        paper=country.paper,
    )


def load_as_used_here(dosage: Dosage, country: Country | None, catalogue: Catalogue) -> tuple[str, ...]:
    """What a load typed in another unit is in the country's: “5 kg is about 11 lb.”; else nothing."""
    if country is None or not isinstance(dosage, RepetitionDosage) or not dosage.load:
        return ()
    names = {LoadUnit.KILOGRAM: catalogue.gettext("kg"), LoadUnit.POUND: catalogue.gettext("lb")}
    unit = dosage.load_unit
    if unit is None or unit not in names or unit is country.load_unit:
        return ()
    factor = _POUNDS_IN_A_KILOGRAM if unit is LoadUnit.KILOGRAM else 1 / _POUNDS_IN_A_KILOGRAM
    other = dosage.load * factor
    shown = f"{other:.0f}" if other >= _WHOLE_FROM else f"{other:.1f}".removesuffix(".0")
    said = catalogue.gettext("{load} is about {other}.").format(
        load=f"{dosage.load:g}\u00a0{names[unit]}", other=f"{shown}\u00a0{names[country.load_unit]}"
    )
    return (said,)
