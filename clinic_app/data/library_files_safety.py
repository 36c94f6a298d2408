"""Reads what keeps a patient safe: stop rules, dose rules, red-flag screens."""

from dataclasses import replace
from typing import Final

from clinic_app.data.library_files_shelf import (
    DOSE_RULES,
    SCREENS,
    STOP_RULES,
    STOP_RULES_ELSEWHERE,
    Shelf,
    known_keys,
    texts_by_language,
)
from clinic_app.data.library_files_tables import Tables
from clinic_app.domain.exercise import ExerciseKind, Position, ReviewStatus
from clinic_app.domain.fields import Fields
from clinic_app.domain.safety import (
    URGENCIES,
    DoseRule,
    ReadyReason,
    Screen,
    ScreenQuestion,
    Severity,
    StopRule,
)

STOP_LEVELS: Final = ("green", "amber", "red", "emergency", "doctor_today", "reminder")
_PLAIN: Final = "plain"
"""The prompt of a rule's message, not of a variant."""
_PLACES: Final = {"pain_limit": "3", "phone": "", "emergency_number": "", "reduced_dose": ""}


def read_dose_rules(shelf: Shelf, tables: Tables) -> dict[str, DoseRule]:
    """The dose rules by id, in the order they are asked.

    Raises:
        ResourceError: something is missing, wrong or unknown; names the file and the field.
    """
    file = shelf.file(DOSE_RULES)
    return {id_: _dose_rule(id_, file.table(id_), tables) for id_ in file.names()}


def _dose_rule(id_: str, table: Fields, tables: Tables) -> DoseRule:
    numbers, variants, prompts = table.table("numbers"), table.table("variants"), table.table("prompts")
    rule = DoseRule(
        id=id_,
        severity=Severity(table.choice("severity", Severity)),
        message=texts_by_language(table, "message"),
        variants={name: texts_by_language(variants, name) for name in variants.names()},
        sources=known_keys(table, "sources", tables.sources, "source"),
        numbers={name: numbers.number(name) for name in numbers.names()},
        prompts={
            ("" if name == _PLAIN else name): texts_by_language(prompts, name) for name in prompts.names()
        },
        reasons=tuple(map(_ready_reason, table.tables("reasons"))),
    )
    for inner in (numbers, variants, prompts, table):
        inner.finish()
    return rule


def _ready_reason(table: Fields) -> ReadyReason:
    reason = ReadyReason(
        id=table.required_text("id"),
        texts=texts_by_language(table, "texts"),
        variant=table.text("variant"),
    )
    table.finish()
    return reason


def read_screens(shelf: Shelf, tables: Tables) -> dict[str, Screen]:
    """The red-flag screens by id.

    Raises:
        ResourceError: something is missing, wrong or unknown; names the file and the field.
    """
    file = shelf.file(SCREENS)
    return {id_: _screen(id_, file.table(id_), tables) for id_ in file.names()}


def _screen(id_: str, table: Fields, tables: Tables) -> Screen:
    screen = Screen(
        id=id_,
        names=texts_by_language(table, "names"),
        regions=known_keys(table, "regions", tables.regions, "region"),
        is_required=table.flag("required", default=False),
        questions=tuple(map(_question, table.tables("questions"))),
        sources=known_keys(table, "sources", tables.sources, "source"),
        asked_for=known_keys(table, "asked_for", tables.precautions, "precaution"),
    )
    table.finish()
    return screen


def _question(table: Fields) -> ScreenQuestion:
    question = ScreenQuestion(
        id=table.required_text("id"),
        urgency=table.choice("urgency", URGENCIES),
        texts=texts_by_language(table, "texts"),
    )
    table.finish()
    return question


def read_stop_rules(shelf: Shelf, tables: Tables) -> tuple[StopRule, ...]:
    """The stop rules in the order they are printed, each in every language there is a file for.

    Raises:
        ResourceError: something is missing, wrong or unknown; names the file and the field.
    """
    file = shelf.file(STOP_RULES)
    rules: list[StopRule] = []
    for table in file.tables("rules"):
        rule = _stop_rule(table, tables)
        if any(rule.id == other.id for other in rules):
            raise table.wrong("id", rule.id, "one that no other rule has")
        rules.append(rule)
    file.finish()
    for language in shelf.slugs(STOP_RULES_ELSEWHERE):
        spoken = shelf.table(STOP_RULES_ELSEWHERE, language)
        rules = [_also_in(language, rule, spoken.table(rule.id)) for rule in rules]
        spoken.finish()
    return tuple(rules)


def _also_in(language: str, rule: StopRule, table: Fields) -> StopRule:
    """The rule with another language's words: whatever English says, and nothing else."""
    status = ReviewStatus(table.choice("status", ReviewStatus))
    if status is ReviewStatus.REVIEWED:
        table.required_text("reviewer")

    def with_words(name: str, texts: dict[str, str]) -> dict[str, str]:
        if not texts:
            return texts
        text = table.required_text(name)
        _check_places(table, name, text)
        return {**texts, language: text}

    spoken = replace(
        rule,
        lead=with_words("lead", rule.lead),
        text=with_words("text", rule.text),
        lead_without_number=with_words("lead_without_number", rule.lead_without_number),
        text_without_number=with_words("text_without_number", rule.text_without_number),
        reviewed_in=rule.reviewed_in | ({language} if status is ReviewStatus.REVIEWED else set()),
    )
    table.finish()
    return spoken


_EMERGENCY_NUMBER: Final = "{emergency_number}"


def _stop_rule(table: Fields, tables: Tables) -> StopRule:
    rule = StopRule(
        id=table.required_text("id"),
        level=table.choice("level", STOP_LEVELS),
        lead=texts_by_language(table, "lead", required=False),
        text=texts_by_language(table, "text"),
        always=table.flag("always", default=False),
        kinds=tuple(ExerciseKind(kind) for kind in table.choices("kinds", ExerciseKind)),
        regions=known_keys(table, "regions", tables.regions, "region"),
        positions=tuple(Position(position) for position in table.choices("positions", Position)),
        conditions=known_keys(table, "conditions", tables.conditions, "condition"),
        tags=known_keys(table, "tags", tables.precautions, "precaution"),
        lead_without_number=texts_by_language(table, "lead_without_number", required=False),
        text_without_number=texts_by_language(table, "text_without_number", required=False),
    )
    table.finish()
    for name, texts, without in (
        ("lead", rule.lead, rule.lead_without_number),
        ("text", rule.text, rule.text_without_number),
    ):
        for language, text in texts.items():
            _check_places(table, f"{name}.{language}", text)
            if _EMERGENCY_NUMBER in text and not without.get(language):
                raise table.missing(f"{name}_without_number.{language}")
    return rule


def _check_places(table: Fields, name: str, text: str) -> None:
    try:
        text.format_map(_PLACES)
    except (KeyError, ValueError, IndexError):
        raise table.wrong(name, text, f"a text with no other places than {', '.join(_PLACES)}") from None
