"""The campaign's typist can fail: what a field or a record has less than was typed is counted."""

import json
import random
import subprocess
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from campaign import typed_keys
from campaign.hostile_texts import TEXTS
from campaign.tally import Tally
from campaign.typed_forms import FORMS
from campaign.typed_values import VALUE_FORMS, VALUES
from campaign.typist import Typist, Way
from clinic_ui.theme import Theme
from clinic_ui.widgets.fields import FormField, line
from desks import Desk

Seated = Callable[..., Typist]


class Forgetful(QPlainTextEdit):
    """Has no place for the end, and says nothing."""

    def toPlainText(self) -> str:  # noqa: N802 - Qt's name
        return super().toPlainText()[:3]


@pytest.fixture
def seated(desk: Desk, qtbot: QtBot) -> Seated:
    def sit(text: str, *fields: QWidget, way: Way = Way.PASTE) -> Typist:
        page = QWidget()
        column = QVBoxLayout(page)
        for each in fields:
            column.addWidget(each)
        qtbot.addWidget(page)
        page.show()
        care: Any = None
        return Typist(desk, page, care, Tally("planted"), "planted", text, way)

    return sit


def test_an_end_left_out_in_silence_is_counted(seated: Seated) -> None:
    field = Forgetful()
    typist = seated("one two", field)
    assert typist.put("planted", field) == "one"
    assert typist.tally.silent == 1


def test_an_end_left_out_with_a_sentence_is_not(seated: Seated, look: Theme) -> None:
    field = line(longest=3)
    row = FormField(look, "Name", field)
    field.inputRejected.connect(lambda: row.refuse("There is no more room."))
    typist = seated("one two", row)
    typist.put("planted", field)
    assert typist.tally.is_clean


def test_a_record_with_another_text_is_counted_as_lost(seated: Seated) -> None:
    typist = seated("")
    typist.kept("planted", "one\ntwo", "one two")
    typist.kept("planted", "Jos\u00e9\u00a0N", "Jos\u00e9 N")
    assert (typist.tally.injected, typist.tally.lost) == (2, 1)


def test_a_refusal_without_a_sentence_or_the_text_is_counted(seated: Seated) -> None:
    field = QLineEdit("other")
    typist = seated("", field)
    typist.refused("planted", field.window(), {field: "typed"})
    assert (typist.tally.silent, typist.tally.lost) == (1, 1)


@pytest.mark.parametrize("way", Way)
def test_every_way_brings_the_text_in_and_nothing_of_its_looks(seated: Seated, way: Way) -> None:
    for field in (QLineEdit(), QPlainTextEdit()):
        typist = seated("José <b>🦵</b>", field, way=way)
        assert typist.put("planted", field) == "José <b>🦵</b>"
        assert typist.tally.is_clean


def test_a_window_that_died_is_counted_with_where_it_was() -> None:
    tally = Tally("planted")
    said = "at SQL PASTE visit\nat emoji KEYS patient\nSegmentation fault"
    typed_keys.add(tally, subprocess.CompletedProcess([], -11, "", said))
    assert tally.crashed == 1
    assert "emoji KEYS patient" in tally.notes[0]


def test_a_window_that_crashed_at_its_very_end_is_counted() -> None:
    tally = Tally("planted")
    told = json.dumps(asdict(Tally("planted", injected=3)))
    typed_keys.add(tally, subprocess.CompletedProcess([], -11, told, "at SQL PASTE visit"))
    assert (tally.injected, tally.crashed) == (3, 1)


def test_the_long_form_types_every_text_in_every_form_and_the_short_one_visits_the_forms_in_turn() -> None:
    every = typed_keys.chosen(10_000, random.Random(1))
    forms = {form for _, _, form in every}
    asked = {(name, form) for name, _, form in every}
    assert {(name, form) for name in TEXTS for form in FORMS} <= asked
    assert {(name, form) for name in VALUES for form in VALUE_FORMS} <= asked
    assert forms == {*FORMS, *VALUE_FORMS}
    assert {way for _, way, _ in every} == {way.name for way in Way}
    assert len({form for _, _, form in typed_keys.chosen(13, random.Random(1))}) == len(forms)
