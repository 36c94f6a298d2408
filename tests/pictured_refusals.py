"""Pictures of a record that cannot be opened, and of one that opens for reading only."""

from pathlib import Path

from clinic_app.domain.record_fault import FaultyRecordError, RecordFault, WayOut, ways_out
from clinic_ui.main_window import MainWindow
from clinic_ui.opening import Opening
from clinic_ui.refusal import Refusal
from desks import Desk
from photographer import Photographer

_FAULTS = (
    RecordFault.DAMAGED,
    RecordFault.TRUNCATED,
    RecordFault.FOREIGN_KEY,
    RecordFault.PLAIN,
    RecordFault.OLDER_THAN_SEEN,
    RecordFault.NEWER,
    RecordFault.READ_ONLY,
    RecordFault.MISSING,
    RecordFault.KEY_MISSING,
    RecordFault.OPEN_ELSEWHERE,
)


def take_refusals(photographer: Photographer, desk: Desk, window: MainWindow) -> None:
    """What can be wrong before a record is open, one where a new clinic is to be typed; the strips."""
    folder = Path("/home/ada/.local/share/clinic-companion/record")
    file, context = folder / "record.db", desk.context
    for fault in _FAULTS:
        said = context.words.gettext("it may not be written by this account")
        error = FaultyRecordError(fault, file=file, folder=folder, missing=12, reason=said)
        sentence = context.words.problem(error)
        refusal = Refusal(
            context.theme, context.actions.icons, context.words, sentence, ways_out(error), folder
        )
        photographer.take(refusal, desk, f"refusal-{fault}")
        if fault is RecordFault.DAMAGED:
            refusal.buttons[WayOut.BEGIN_ANEW].click()
            photographer.take(refusal, desk, "refusal-begin-anew")
    photographer.take(Opening(context.theme, context.actions.icons, context.words), desk, "opening")
    desk.record.reading_only = FaultyRecordError(RecordFault.DAMAGED, file=file)
    window.tell_if_only_reading()
    photographer.take(window, desk, "reading-only")
