"""The clinic's fields as the settings page reads and stores them: for a worker."""

from dataclasses import dataclass, replace

from clinic_app.domain.clinic import ClinicProfile, Therapist
from clinic_app.services.profile import ProfileService


@dataclass(frozen=True, slots=True)
class Known:
    """What the record holds about the clinic."""

    profile: ClinicProfile
    therapist: Therapist | None


def read_fields(profile: ProfileService) -> Known:
    """What the record holds now."""
    return Known(profile.profile(), profile.therapist())


def store_fields(service: ProfileService, fields: dict[str, str], name: str, credentials: str) -> Known:
    """Store what differs from the record as it is now."""
    known = read_fields(service)
    changed = replace(
        known.profile,
        name=fields["name"],
        phone=fields["phone"],
        address=fields["address"],
        web=fields["web"],
        booking_url=fields["booking_url"],
        emergency_number=fields["emergency_number"],
        paper=fields["paper"],
        country=fields["country"],
    )
    is_other = changed != known.profile and service.may_save_profile
    profile = service.save_profile(changed) if is_other else known.profile
    signed = (known.therapist.name, known.therapist.credentials) if known.therapist else ("", "")
    therapist = known.therapist
    if (name, credentials) != signed and name:
        therapist = service.save_therapist(name=name, credentials=credentials)
    return Known(profile, therapist)
