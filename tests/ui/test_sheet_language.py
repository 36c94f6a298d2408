"""The language of a sheet is chosen in the builder; what is missing in it is said before it is printed."""

from collections.abc import Callable

from clinic_ui.builder.page import BuilderPage

CALF = "gastrocnemius-stretch-on-stairs"


def choose(page: BuilderPage, language: str) -> None:
    page.language.choose(language)
    page.language.activated.emit(page.language.currentIndex())


def test_languages_are_offered_by_their_own_names(open_builder: Callable[..., BuilderPage]) -> None:
    box = open_builder(CALF).language
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
    assert page.language.currentData() == "en"
