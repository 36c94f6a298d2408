"""Precaution tags of a patient, a problem or an exercise: chosen from a list, taken out by a click."""

from clinic_ui.context import Context
from clinic_ui.pages.limit_words import GRAVEST_FIRST, precaution_name, severity_words
from clinic_ui.widgets.chip_box import ChipBox


class TagBox(ChipBox):
    """The list offers the gravest first, each with what it does."""

    def __init__(self, context: Context) -> None:
        text, words = context.words.gettext, context.words
        precautions = context.library.precautions
        gravest_first = sorted(precautions.values(), key=lambda each: GRAVEST_FIRST.index(each.severity))
        names = {each.tag: precaution_name(each, words) for each in gravest_first}
        messages = {
            each.tag: each.message.get(words.language) or each.message["en"] for each in gravest_first
        }
        super().__init__(
            context.actions.icons,
            text("Add a precaution …"),
            names,
            take_out=text("Take out: {name}"),
            offered={
                each.tag: f"{names[each.tag]}: {severity_words(each.severity, words)}"
                for each in gravest_first
            },
            tooltip=lambda tag: messages.get(tag, ""),
        )
