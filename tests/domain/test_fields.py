"""Every complaint about a hand-written table names the file and the field."""

from datetime import date

import pytest

from clinic_app.domain.errors import InputError, ResourceError
from clinic_app.domain.fields import Fields


def _fields(**table: object) -> Fields:
    return Fields(table, "plan.toml")


@pytest.mark.parametrize(
    ("read", "value", "complaint"),
    [
        (lambda f: f.number("x"), "two", 'plan.toml: x must be a number, not the text "two".'),
        (lambda f: f.number("x"), True, "plan.toml: x must be a number, not true."),
        (lambda f: f.number("x"), float("nan"), "plan.toml: x must be a usable number, not nan."),
        (lambda f: f.whole("x", 1), 1.5, "plan.toml: x must be a whole number, not 1.5."),
        (lambda f: f.whole("x", 1), True, "plan.toml: x must be a whole number, not true."),
        (lambda f: f.whole("x", 1), "3", 'plan.toml: x must be a whole number, not the text "3".'),
        (lambda f: f.number("x"), 10**400, "plan.toml: x must be a usable number, not a number too large."),
        (
            lambda f: f.number("x"),
            float("inf"),
            "plan.toml: x must be a usable number, not a number too large.",
        ),
        (lambda f: f.flag("x", default=False), 1, "plan.toml: x must be true or false, not 1."),
        (lambda f: f.text("x"), 7, "plan.toml: x must be a text, not 7."),
        (lambda f: f.required_text("x"), "  ", "plan.toml: x is missing."),
        (lambda f: f.texts("x"), ["a", 1], "plan.toml: x[1] must be a text, not 1."),
        (lambda f: f.choice("x", ["a", "b", "c"]), "d", 'plan.toml: x must be a, b or c, not "d".'),
        (lambda f: f.choices("x", ["a", "b"]), ["a", "d"], 'plan.toml: x[1] must be a or b, not "d".'),
        (lambda f: f.choices("x", ["a"]), ["a", "a"], 'plan.toml: x[1] names "a" a second time.'),
        (lambda f: f.day("x"), "31.1.1970", 'plan.toml: x must be a date like 2026-11-24, not "31.1.1970".'),
        (lambda f: f.day("x"), "20261124", 'plan.toml: x must be a date like 2026-11-24, not "20261124".'),
        (
            lambda f: f.day("x"),
            "2026-W48-2",
            'plan.toml: x must be a date like 2026-11-24, not "2026-W48-2".',
        ),
        (lambda f: f.table("x"), [], "plan.toml: x must be a table, not a list."),
        (lambda f: f.tables("x"), {}, "plan.toml: x must be a list of tables, not a table."),
        (lambda f: f.tables("x"), [{}, 1], "plan.toml: x[1] must be a table, not 1."),
        (lambda f: f.text("x", longest=3), "four", "plan.toml: x may have at most 3 characters, not 4."),
        (lambda f: f.texts("x", most=1), ["a", "b"], "plan.toml: x may list at most 1 texts, not 2."),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(read: object, value: object, complaint: str) -> None:
    assert callable(read)

    with pytest.raises(ResourceError) as failure:
        read(_fields(x=value))

    assert str(failure.value) == complaint


def test_a_field_in_an_inner_table_is_named_with_its_path() -> None:
    outer = _fields(frames={"end": [{"knee": "bent"}]})

    with pytest.raises(ResourceError, match=r"plan\.toml: frames\.end\[0\]\.knee must be a number"):
        outer.table("frames").tables("end")[0].number("knee")


def test_an_unknown_field_is_refused_and_the_nearest_known_one_offered() -> None:
    table = _fields(holds=30)
    table.whole("hold_s", 30)

    with pytest.raises(ResourceError, match=r"holds is not known here\. Known are hold_s and others"):
        table.finish()


def test_a_name_with_the_ignored_prefix_is_nobodys_fault() -> None:
    table = Fields({"x-note": 1}, "plan.json", ignored_prefix="x-")

    table.finish()


def test_a_long_value_is_cut_in_complaints() -> None:
    with pytest.raises(ResourceError) as failure:
        _fields(x="w" * 10_000).choice("x", ["a"])

    assert len(str(failure.value)) < 120


def test_what_is_missing_takes_its_default() -> None:
    table = _fields()

    assert table.number("x", 2.5) == 2.5
    assert table.whole("x", 3) == 3
    assert table.text("x", "as usual") == "as usual"
    assert table.texts("x") == ()
    assert table.choice("x", ["a", "b"], "b") == "b"
    assert table.day("x") is None


def test_dates_are_read_as_text_and_as_toml_dates() -> None:
    assert _fields(x="2026-11-24").day("x") == _fields(x=date(2026, 11, 24)).day("x") == date(2026, 11, 24)
    assert _fields(x="").day("x") is None


def test_a_number_without_a_fraction_is_whole() -> None:
    assert _fields(x=3.0).whole("x", 1) == 3


def test_null_is_missing_unless_it_is_refused() -> None:
    assert _fields(x=None).whole("x", 3) == 3

    with pytest.raises(ResourceError, match=r"plan\.toml: x must not be null\. Leave it out instead\."):
        Fields({"x": None}, "plan.toml", refuses_null=True).whole("x", 3)


def test_what_does_not_print_is_shown_as_its_escape() -> None:
    with pytest.raises(ResourceError) as failure:
        _fields(x="a\nb\x1b[31m\u202e\ud800").choice("x", ["a"])

    assert str(failure.value) == 'plan.toml: x must be a, not "a\\nb\\x1b[31m\\u202e\\ud800".'


def test_an_unknown_name_is_shown_on_one_short_line() -> None:
    with pytest.raises(ResourceError) as failure:
        Fields({"\x1b[2J\n" + "x" * 10_000: 1}, "plan.toml").finish()

    assert str(failure.value).isprintable()
    assert len(str(failure.value)) < 150


def test_complaints_are_of_the_readers_kind() -> None:
    with pytest.raises(InputError):
        Fields({"x": 1}, "program.json", error=InputError).text("x")
