"""Pictures of a record that cannot be opened, and of one that opens for reading only."""

from pathlib import Path

from clinic_app.domain.record_fault import FaultyRecordError, RecordFault, WayOut, ways_out
from clinic_ui.main_window import MainWindow
from clinic_ui.refusal import Refusal
from desks import Desk
from photographer import Photographer


def take_refusals(photographer: Photographer, desk: Desk, window: MainWindow) -> None:
    """One damaged, one older than the last seen, one where a new clinic is to be typed; the strips."""
    folder = Path("/home/ada/.local/share/clinic-companion/record")
    for name, fault in (("damaged", RecordFault.DAMAGED), ("older", RecordFault.OLDER_THAN_SEEN)):
        error = FaultyRecordError(fault, file=folder / "record.db", missing=12)
        context = desk.context
        sentence = context.words.problem(error)
        refusal = Refusal(
            context.theme, context.actions.icons, context.words, sentence, ways_out(error), folder
        )
        photographer.take(refusal, desk, f"refusal-{name}")
        if WayOut.BEGIN_ANEW in refusal.buttons:
            refusal.buttons[WayOut.BEGIN_ANEW].click()
            photographer.take(refusal, desk, "refusal-begin-anew")
    desk.record.reading_only = FaultyRecordError(RecordFault.DAMAGED, file=folder / "record.db")
    window.tell_if_only_reading()
    photographer.take(window, desk, "reading-only")
