"""A visit as texts by name: what two versions of it are compared by, and what a draft keeps."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from clinic_app.domain.findings import finding_name, measured_words
from clinic_app.domain.visit import BodyView, ChartMark, Finding, FindingKind, NotePart, Sensation, Visit
from clinic_ui.words import Words

_PAINS: Final = ("pain_now", "pain_best", "pain_worst")
_FINDING: Final = "finding/"
"""What the name of a measurement begins with; its kind, its own name and a number follow."""


def visit_texts(visit: Visit) -> dict[str, str]:
    """Everything that is noted; a measurement each by itself."""
    pains = {name: getattr(visit, name) for name in _PAINS}
    marks = [asdict(each) for each in visit.body_chart]
    return {
        **{part.value: visit.part(part) for part in NotePart},
        **{name: "" if pain is None else str(pain) for name, pain in pains.items()},
        "visited_on": visit.visited_on.isoformat(),
        "episode_id": str(visit.episode_id or ""),
        "body_chart": json.dumps(marks) if marks else "",
        **_finding_texts(visit.findings),
    }


def with_texts(visit: Visit, texts: Mapping[str, str]) -> Visit:
    """The visit with what such texts say; what they do not name stays as it is."""
    fields: dict[str, Any] = {part.value: texts[part.value] for part in NotePart if part.value in texts}
    fields |= {name: int(texts[name]) if texts[name] else None for name in _PAINS if name in texts}
    if texts.get("visited_on"):
        fields["visited_on"] = date.fromisoformat(texts["visited_on"])
    if "episode_id" in texts:
        fields["episode_id"] = UUID(texts["episode_id"]) if texts["episode_id"] else None
    if "body_chart" in texts:
        fields["body_chart"] = tuple(map(_mark, json.loads(texts["body_chart"] or "[]")))
        measured = (text for name, text in texts.items() if name.startswith(_FINDING) and text)
        fields["findings"] = tuple(map(_finding, measured))
    return replace(visit, **fields)


def said_of(name: str, text: str, words: Words, problems: Mapping[str, str]) -> str:
    """A text of that name in words; ``problems`` are the patient's by id."""
    if name == "episode_id":
        return problems.get(text, "")
    if name == "body_chart":
        count = len(json.loads(text or "[]"))
        return words.ngettext("{count} mark", "{count} marks", count).format(count=count) if count else ""
    if name.startswith(_FINDING) and text:
        finding = _finding(text)
        return ", ".join(part for part in (measured_words(finding, words), finding.note) if part)
    return text


def title_of(name: str, texts: Mapping[str, str], words: Words) -> str:
    """What a text of that name is called on the page; ``texts`` say what a measurement is of."""
    text = words.gettext
    if name.startswith(_FINDING):
        return finding_name(_finding(texts[name]), words) if texts.get(name) else name.split("/")[2]
    titles = {
        "subjective": text("S  Subjective"),
        "objective": text("O  Objective"),
        "assessment": text("A  Assessment"),
        "plan": text("P  Plan"),
        "pain_now": text("Pain now"),
        "pain_best": text("Pain at best"),
        "pain_worst": text("Pain at worst"),
        "visited_on": text("Day"),
        "episode_id": text("Problem"),
        "body_chart": text("Body chart"),
    }
    return titles[name]


def _finding_texts(findings: tuple[Finding, ...]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for each in findings:
        stem, number = f"{_FINDING}{each.kind.value}/{each.name}", 1
        while f"{stem}/{number}" in texts:
            number += 1
        texts[f"{stem}/{number}"] = json.dumps(asdict(each), ensure_ascii=False)
    return texts


def _finding(text: str) -> Finding:
    table = json.loads(text)
    return Finding(**(table | {"kind": FindingKind(table["kind"])}))


def _mark(table: dict[str, Any]) -> ChartMark:
    return ChartMark(
        sensation=Sensation(table["sensation"]),
        view=BodyView(table["view"]),
        points=tuple((float(x), float(y)) for x, y in table["points"]),
        width=table["width"],
    )
