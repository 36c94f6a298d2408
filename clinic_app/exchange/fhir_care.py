"""What happened in care as FHIR: encounters, observations, documents."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from clinic_app.domain.diary import Diary
from clinic_app.domain.dossier import Dossier, document_name
from clinic_app.domain.letter import Letter, LetterKind
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.measures import MeasureUnit
from clinic_app.domain.program import Handout
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.visit import Finding, FindingKind, NotePart, Visit
from clinic_app.exchange.fhir_chart import chart_svg, place_of, said_of
from clinic_app.exchange.fhir_parts import (
    DISCHARGE_SUMMARY,
    INSTRUCTIONS,
    PAIN_NOW,
    PROGRESS_NOTE,
    FhirWords,
    Resource,
    concept,
    day,
    derived,
    filled,
    hl7,
    identifier,
    instant,
    joined,
    loinc,
    notes,
    own_code,
    quantity,
    reference,
    resource,
)

_PAINS = {"now": "Pain now", "best": "Pain at best", "worst": "Pain at worst"}
_NPRS = "nprs"
_UNITS = {
    MeasureUnit.POINTS: ("points", "{score}"),
    MeasureUnit.PERCENT: ("%", "%"),
    MeasureUnit.SECONDS: ("s", "s"),
    MeasureUnit.STANDS: ("stands", "{count}"),
}
_KINDS = {
    FindingKind.RANGE: "Range of motion",
    FindingKind.STRENGTH: "Strength (MRC 0–5)",
    FindingKind.TIMED: "Timed test",
    FindingKind.OTHER: "Finding",
}


def care_resources(dossier: Dossier, documents: Mapping[str, bytes], words: FhirWords) -> Iterator[Resource]:
    """Visits with pain, findings and note; scores; diaries; screens; documents (by hash, those there are)."""
    story = dossier.story
    for visit in story.visits:
        yield from _visit(visit, dossier)
        yield from _chart(visit, dossier, words)
    for result in story.results:
        yield _score(result, dossier, words)
    for diary in story.diaries:
        yield _diary(diary, dossier)
    for screen in story.screens:
        yield _screen(screen, dossier)
    for handout in story.handouts:
        yield _document(handout, dossier, documents)
    for letter in story.letters:
        yield _document(letter, dossier, documents)


def _visit(visit: Visit, dossier: Dossier) -> Iterator[Resource]:
    yield resource(
        "Encounter",
        visit.id,
        status="finished" if visit.is_signed else "in-progress",
        **{"class": hl7("v3-ActCode", "AMB")},
        subject=reference(dossier.patient.id, "Patient"),
        episodeOfCare=[reference(visit.episode_id, "EpisodeOfCare")] if visit.episode_id else [],
        participant=[{"individual": who}] if (who := _by(visit.therapist_id, dossier)) else [],
        period={"start": day(visit.visited_on)},
    )
    for part, name in _PAINS.items():
        value = getattr(visit, f"pain_{part}")
        if value is not None:
            code = concept(name, loinc(PAIN_NOW) if part == "now" else None, own_code("pain", part))
            identity = derived(visit.id, f"pain {part}")
            yield _observation(identity, "survey", code, visit, dossier, valueInteger=value)
    for number, finding in enumerate(visit.findings):
        yield _finding(derived(visit.id, f"finding {number}"), finding, visit, dossier)
    yield from _note(visit, dossier)


def _observation(
    identity: UUID, category: str, code: Resource, visit: Visit, dossier: Dossier, **fields: object
) -> Resource:
    return resource(
        "Observation",
        identity,
        status="final" if visit.is_signed else "preliminary",
        category=[concept("", hl7("observation-category", category))],
        code=code,
        subject=reference(dossier.patient.id, "Patient"),
        encounter=reference(visit.id, "Encounter"),
        effectiveDateTime=day(visit.visited_on),
        performer=[_by(visit.therapist_id, dossier)],
        **fields,
    )


def _finding(identity: UUID, finding: Finding, visit: Visit, dossier: Dossier) -> Resource:
    sides = (("left", finding.left), ("right", finding.right))
    components = [
        {"code": concept(side, own_code("side", side)), "valueQuantity": quantity(value, finding.unit)}
        for side, value in sides
        if value is not None
    ]
    known = finding.value
    kind = own_code("finding", finding.kind.value)
    code = concept(finding.name.strip() or _KINDS[finding.kind], kind)
    value = {"valueQuantity": quantity(known, finding.unit)} if known is not None else {}
    return _observation(
        identity, "exam", code, visit, dossier, component=components, note=notes(finding.note), **value
    )


def _chart(visit: Visit, dossier: Dossier, words: FhirWords) -> Iterator[Resource]:
    """The body chart: what is felt where, in words, and the drawn chart that it is taken from."""
    marks = visit.body_chart
    if not marks:
        return
    drawn, title = derived(visit.id, "chart drawn"), f"Body chart of {day(visit.visited_on)}"
    said = dict.fromkeys((mark.sensation, place_of(mark, words.figures)) for mark in marks)
    components = [
        {"code": concept(said_of(felt), own_code("sensation", felt.value)), "valueString": where}
        for felt, where in said
    ]
    code = concept("Body chart", own_code("chart", "body-chart"))
    yield _observation(
        derived(visit.id, "chart"),
        "exam",
        code,
        visit,
        dossier,
        component=components,
        derivedFrom=[reference(drawn, "DocumentReference")],
    )
    data = chart_svg(marks, words.figures, title).encode()
    by = _by(visit.therapist_id, dossier)
    yield resource(
        "DocumentReference",
        drawn,
        status="current",
        docStatus="final" if visit.is_signed else "preliminary",
        type=code,
        subject=reference(dossier.patient.id, "Patient"),
        date=instant(visit.signed_at),
        author=[by] if by else [],
        description=title,
        content=[{"attachment": _attachment("image/svg+xml", data, visit.signed_at) | {"title": title}}],
        context={"encounter": [reference(visit.id, "Encounter")]},
    )


def _note(visit: Visit, dossier: Dossier) -> Iterator[Resource]:
    """The note as a text document, with what was added later."""
    said = [
        f"{part.value.upper()}\n{visit.part(part).strip()}" for part in NotePart if visit.part(part).strip()
    ]
    said += [
        f"ADDED {instant(each.amended_at)} by {each.amended_by}\n{each.text.strip()}"
        for each in dossier.story.amendments
        if each.visit_id == visit.id
    ]
    if not said:
        return
    data = ("\n\n".join(said) + "\n").encode("utf-8", "replace")
    by = _by(visit.therapist_id, dossier)
    yield resource(
        "DocumentReference",
        derived(visit.id, "note"),
        status="current",
        docStatus="final" if visit.is_signed else "preliminary",
        type=concept("Note of the visit", loinc(PROGRESS_NOTE)),
        subject=reference(dossier.patient.id, "Patient"),
        date=instant(visit.signed_at),
        author=[by] if by else [],
        description=f"Note of the visit of {day(visit.visited_on)}",
        content=[{"attachment": _attachment("text/plain; charset=utf-8", data, visit.signed_at)}],
        context={"encounter": [reference(visit.id, "Encounter")]},
    )


def _score(result: MeasureResult, dossier: Dossier, words: FhirWords) -> Resource:
    measure = words.library.measures.get(result.measure)
    name = (
        measure.name(words.language, result.part) if measure else joined([result.measure, result.part], " ")
    )
    unit, code = _UNITS[measure.unit] if measure else ("", "")
    own = own_code("measure", joined([result.measure, result.part], ":"))
    pain = loinc(PAIN_NOW) if result.measure == _NPRS and not result.part else None
    visit_ids = {each.id for each in dossier.story.visits}
    withdrawn = result.withdrawn_at is not None
    return resource(
        "Observation",
        result.id,
        status="entered-in-error" if withdrawn else "final",
        category=[concept("", hl7("observation-category", "survey"))],
        code=concept(name, pain, own),
        subject=reference(dossier.patient.id, "Patient"),
        encounter=reference(result.visit_id, "Encounter") if result.visit_id in visit_ids else None,
        effectiveDateTime=day(result.taken_on),
        valueQuantity=quantity(result.value, unit, code),
        component=_answers(result),
        note=notes(result.note, f"Withdrawn: {result.withdrawn_because}" if withdrawn else ""),
    )


def _answers(result: MeasureResult) -> list[Resource]:
    asked = result.activities or tuple(f"Answer {number + 1}" for number in range(len(result.answers)))
    return [
        {"code": concept(text), "valueQuantity": quantity(value, "")}
        for text, value in zip(asked, result.answers, strict=False)
        if value is not None and text.strip()
    ]


def _diary(diary: Diary, dossier: Dossier) -> Resource:
    kept = [
        {
            "code": concept(each.isoformat()),
            "valueString": joined(
                [
                    f"done {one.done} of {diary.planned_per_day}" if one.done is not None else "",
                    f"pain {one.pain}/10" if one.pain is not None else "",
                ]
            ),
        }
        for each, one in diary.dated()
        if one.done is not None or one.pain is not None
    ]
    share = diary.share_done
    value = {"valueQuantity": quantity(round(share * 100), "%", "%")} if share is not None else {}
    last = diary.dated()[-1][0] if diary.days else diary.started_on
    return resource(
        "Observation",
        diary.id,
        basedOn=[reference(diary.version_id, "CarePlan")],
        status="final",
        category=[concept("", hl7("observation-category", "activity"))],
        code=concept("Share of the prescribed sessions that was done", own_code("diary", "share-done")),
        subject=reference(dossier.patient.id, "Patient"),
        effectivePeriod={"start": day(diary.started_on), "end": day(last)},
        component=kept,
        note=notes(diary.note),
        **value,
    )


def _screen(screen: RedFlagScreen, dossier: Dossier) -> Resource:
    found = ", ".join(screen.findings) if screen.findings else "nothing found"
    return resource(
        "Observation",
        screen.id,
        status="final",
        category=[concept("", hl7("observation-category", "exam"))],
        code=concept(f"Red-flag screen: {screen.screen}", own_code("screen", screen.screen)),
        subject=reference(dossier.patient.id, "Patient"),
        effectiveDateTime=day(screen.screened_on),
        performer=[_by(screen.therapist_id, dossier)],
        valueString=found,
        note=notes(screen.action),
    )


def _document(document: Handout | Letter, dossier: Dossier, documents: Mapping[str, bytes]) -> Resource:
    name, at = document_name(document), _written_at(document)
    data = documents.get(document.sha256)
    described = _attachment("application/pdf", data, at) if data is not None else {"url": name}
    by = _by(document.therapist_id, dossier)
    context = [reference(document.version_id, "CarePlan")] if isinstance(document, Handout) else []
    return resource(
        "DocumentReference",
        document.id,
        masterIdentifier=identifier("document", str(document.id)),
        identifier=[identifier("sha256", document.sha256)],
        status="current",
        docStatus="final",
        type=_document_type(document),
        subject=reference(dossier.patient.id, "Patient"),
        date=instant(at),
        author=[by] if by else [],
        content=[{"attachment": described | {"title": name}}],
        context={"related": context},
    )


def _document_type(document: Handout | Letter) -> Resource:
    if isinstance(document, Handout):
        return concept("Home exercise sheet", loinc(INSTRUCTIONS))
    if document.kind is LetterKind.DISCHARGE:
        return concept("Discharge letter", loinc(DISCHARGE_SUMMARY))
    return concept("Progress report")


def _written_at(document: Handout | Letter) -> datetime:
    return document.handed_out_at if isinstance(document, Handout) else document.written_at


def _attachment(kind: str, data: bytes, at: datetime | date | None) -> Resource:
    """The bytes themselves, with their size and the hash FHIR asks for (SHA-1)."""
    sha1 = hashlib.sha1(data, usedforsecurity=False).digest()
    made = instant(at) if isinstance(at, datetime) else day(at)
    return filled(
        {
            "contentType": kind,
            "data": base64.b64encode(data).decode(),
            "size": len(data),
            "hash": base64.b64encode(sha1).decode(),
            "creation": made,
        }
    )


def _by(therapist_id: UUID | None, dossier: Dossier) -> Resource | None:
    known = next((each for each in dossier.therapists if each.id == therapist_id), None)
    return reference(known.id, "Practitioner", known.signature) if known else None
