"""How much of what was asked for a diary says was done."""

from clinic_app.domain.diary import Diary
from clinic_ui.words import Words


def done_words(diary: Diary, words: Words) -> str:
    """“8 of 56 times, 14 %”; in days where the program is done once a day."""
    share = diary.share_done
    percent = round(100 * share) if share is not None else 0
    if diary.planned_per_day == 1:
        said = words.ngettext(
            "{done} of {count} day, {percent} %", "{done} of {count} days, {percent} %", diary.planned
        )
    else:
        said = words.ngettext(
            "{done} of {count} time, {percent} %", "{done} of {count} times, {percent} %", diary.planned
        )
    return said.format(done=diary.done, count=diary.planned, percent=percent)
