"""The language of a sheet is chosen in the builder; what is missing in it is said before it is printed."""

from collections.abc import Callable

from clinic_ui.builder.page import BuilderPage

CALF = "gastrocnemius-stretch-on-stairs"


def choose(page: BuilderPage, language: str) -> None:
    box = page.language.box
    box.choose(language)
    box.activated.emit(box.currentIndex())


def test_languages_are_offered_by_their_own_names(open_builder: Callable[..., BuilderPage]) -> None:
    box = open_builder(CALF).language.box
    names = [box.itemText(index) for index in range(box.count())]
    assert names == ["English", "Español", "العربية", "Deutsch", "Français", "हिन्दी", "Polski", "Português"]


def test_a_chosen_language_is_the_programs_and_can_be_undone(
    open_builder: Callable[..., BuilderPage],
) -> None:
    page = open_builder(CALF)
    choose(page, "fr")
    assert page.model.content.language == "fr"

    page.undo.trigger()
    assert page.model.content.language == "en"
    assert page.language.box.currentData() == "en"


def test_the_windows_language_can_stand_below_another(open_builder: Callable[..., BuilderPage]) -> None:
    page = open_builder(CALF)
    assert page.language.below.isHidden()
    choose(page, "es")
    assert not page.language.below.isHidden()

    page.language.below.click()
    assert page.model.content.choices is not None
    assert page.model.content.choices.language_below == "en"

    page.undo.trigger()
    assert not page.language.below.isChecked()
