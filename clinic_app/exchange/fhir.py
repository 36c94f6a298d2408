"""One patient as a FHIR R4B bundle: written here, checked in the tests against the published models."""

import json
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from clinic_app.domain.clinic import Therapist
from clinic_app.domain.dossier import Dossier
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.side import EpisodeSide
from clinic_app.exchange.fhir_care import care_resources
from clinic_app.exchange.fhir_parts import (
    ICD_10_CM,
    OURS,
    FhirWords,
    Resource,
    clean,
    concept,
    day,
    derived,
    hl7,
    identifier,
    instant,
    joined,
    notes,
    reference,
    resource,
)
from clinic_app.exchange.fhir_programs import goal_ids, program_resources

__all__ = ["FhirWords", "bundle", "bundle_text"]

_SIDES = {EpisodeSide.LEFT: "left", EpisodeSide.RIGHT: "right", EpisodeSide.BOTH: "both sides"}


def bundle_text(dossier: Dossier, documents: Mapping[str, bytes], words: FhirWords) -> str:
    """The bundle as JSON text that ends with a newline."""
    return json.dumps(bundle(dossier, documents, words), ensure_ascii=False, indent=1) + "\n"


def bundle(dossier: Dossier, documents: Mapping[str, bytes], words: FhirWords) -> Resource:
    """A collection; ``documents`` are the bytes by hash, embedded. Ids are those of the record.

    Every reference leads to a resource of the bundle. Codes are of LOINC and ICD-10-CM where they are sure,
    else this app's own (``urn:clinic-companion:…``) beside the words.
    """
    resources = [*_who(dossier), *_episodes(dossier)]
    resources += [*program_resources(dossier, words), *care_resources(dossier, documents, words)]
    return {
        "resourceType": "Bundle",
        "id": str(derived(dossier.patient.id, "bundle")),
        "identifier": identifier("bundle", str(derived(dossier.patient.id, "bundle"))),
        "type": "collection",
        "timestamp": instant(dossier.exported_at),
        "entry": [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources],
    }


def _who(dossier: Dossier) -> Iterator[Resource]:
    clinic = dossier.clinic
    yield _patient(dossier.patient, dossier.merged, _clinic_id(dossier))
    for merged in dossier.merged:
        yield _patient(merged, (), None, became=dossier.patient.id)
    for therapist in dossier.therapists:
        yield _practitioner(therapist)
    yield resource(
        "Organization",
        _clinic_id(dossier),
        active=True,
        name=clinic.name or "Physiotherapy clinic",
        telecom=[{"system": "phone", "value": clinic.phone}] if clean(clinic.phone) else [],
        address=[{"text": clinic.address}],
    )


def _clinic_id(dossier: Dossier) -> UUID:
    return derived(dossier.patient.id, "clinic")


def _patient(
    patient: Patient, merged: Sequence[Patient], clinic: UUID | None, *, became: UUID | None = None
) -> Resource:
    names = [
        {
            "use": "official",
            "family": patient.family_name,
            "given": [patient.given_name],
            "text": patient.full_name,
        }
    ]
    if clean(patient.preferred_name):
        names.append({"use": "usual", "text": patient.preferred_name})
    telecom = [("phone", patient.phone), ("email", patient.email)]
    links = [(each.id, "replaces") for each in merged]
    links += [(became, "replaced-by")] if became else []
    contact = {
        "relationship": [concept("", hl7("v2-0131", "C"))],
        "name": {"text": patient.emergency_contact},
    }
    return resource(
        "Patient",
        patient.id,
        identifier=[identifier("record-number", str(patient.record_number))],
        active=became is None and patient.archived_at is None,
        name=names,
        telecom=[{"system": kind, "value": value} for kind, value in telecom if clean(value)],
        gender=patient.sex.value,
        birthDate=day(patient.birth_date),
        address=[{"text": patient.address}],
        contact=[contact] if clean(patient.emergency_contact) else [],
        communication=[{"language": {"coding": [_language(patient.language)]}, "preferred": True}],
        managingOrganization=reference(clinic, "Organization"),
        link=[{"other": reference(other, "Patient"), "type": kind} for other, kind in links],
    )


def _language(code: str) -> Resource:
    return {"system": "urn:ietf:bcp:47", "code": code}


def _practitioner(therapist: Therapist) -> Resource:
    named = therapist.name.strip() or "Therapist"
    return resource(
        "Practitioner",
        therapist.id,
        active=True,
        name=[{"text": named, "suffix": [therapist.credentials]}],
        identifier=[{"system": f"{OURS}:therapist", "value": str(therapist.id)}],
    )


def _episodes(dossier: Dossier) -> Iterator[Resource]:
    patient = reference(dossier.patient.id, "Patient")
    for episode in dossier.story.episodes:
        condition = derived(episode.id, "condition")
        yield resource(
            "EpisodeOfCare",
            episode.id,
            status="active" if episode.closed_on is None else "finished",
            diagnosis=[{"condition": reference(condition, "Condition")}],
            patient=patient,
            managingOrganization=reference(_clinic_id(dossier), "Organization"),
            period={"start": day(episode.opened_on), "end": day(episode.closed_on)},
        )
        yield _condition(condition, episode, patient)
        yield from _goals(episode, condition, patient)


def _condition(identity: UUID, episode: Episode, patient: Resource | None) -> Resource:
    """Whether a problem is over when care ends, nobody says: then there is no clinical status."""
    icd = episode.diagnosis_code.strip()
    said = joined([episode.diagnosis, episode.problem], " – ") or "Problem"
    where = joined([episode.region.replace("_", " "), _SIDES.get(episode.side, "")], ", ")
    mechanism = f"Mechanism: {episode.mechanism}" if episode.mechanism.strip() else ""
    hard = ", ".join(each for each in episode.activities if each.strip())
    return resource(
        "Condition",
        identity,
        clinicalStatus=concept("", hl7("condition-clinical", "active")) if episode.closed_on is None else {},
        code=concept(said, {"system": ICD_10_CM, "code": icd} if icd else None),
        bodySite=[concept(where)] if where else [],
        subject=patient,
        onsetDateTime=day(episode.onset),
        recordedDate=day(episode.opened_on),
        note=notes(
            mechanism,
            f"Hard to do: {hard}" if hard else "",
            f"Outcome: {episode.outcome}" if episode.outcome.strip() else "",
        ),
    )


def _goals(episode: Episode, condition: UUID, patient: Resource | None) -> Iterator[Resource]:
    lines = [each for each in episode.goals.splitlines() if each.strip()]
    for identity, line in zip(goal_ids(episode.id, episode.goals), lines, strict=True):
        yield resource(
            "Goal",
            identity,
            lifecycleStatus="active" if episode.closed_on is None else "completed",
            description=concept(line),
            subject=patient,
            startDate=day(episode.opened_on),
            addresses=[reference(condition, "Condition")],
        )
