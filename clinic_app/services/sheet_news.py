"""What a sheet says is new, from the version handed out before it."""

from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.handout import News
from clinic_app.domain.library import Library
from clinic_app.domain.new_since import NewsWriter
from clinic_app.domain.program import ProgramContent, ProgramItem
from clinic_app.domain.program_diff import program_diff
from clinic_app.domain.words import Catalogue


def sheet_news(
    library: Library,
    last: ProgramContent | None,
    content: ProgramContent,
    clinic: ClinicProfile,
    catalogue: Catalogue,
) -> News | None:
    """What to do differently; None without a sheet before this one."""
    if last is None:
        return None

    def name_of(item: ProgramItem) -> str:
        exercise = library.known_exercises.get(item.exercise_slug)
        if item.has_own_wording or exercise is None:
            return item.wording.name if item.wording else item.exercise_slug
        return exercise.wording_in(content.language, clinic.language).name

    def region_of(item: ProgramItem) -> str:
        exercise = library.known_exercises.get(item.exercise_slug)
        return exercise.region if exercise else ""

    return NewsWriter(catalogue, name_of, region_of).news(program_diff(last, content))
