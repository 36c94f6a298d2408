"""Files leave the window: the person names them, they are written whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_app.domain.audit import Leaving
from clinic_ui.context import Context


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a dialog says of the files it saves: its title, its filter, the ending they get."""

    title: str
    named: str
    ending: str


def save_file(
    context: Context,
    owner: QWidget,
    kind: FileKind,
    data: bytes,
    *,
    name: str,
    leaving: Leaving,
    on_saved: Callable[[str], object],
) -> QFileDialog:
    """Ask for a file in the folder used last, write and note it, then call ``on_saved`` with its path."""
    on_named = partial(write, context, data, leaving, partial(_in_folder, context, on_saved))
    return ask_where(context, owner, kind, name=name, on_named=on_named)


def ask_where(
    context: Context, owner: QWidget, kind: FileKind, *, name: str, on_named: Callable[[str], object]
) -> QFileDialog:
    """Ask for a file to write, in the folder used last; ``on_named`` gets its path."""
    dialog = QFileDialog(owner, kind.title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kind.named)
    dialog.setDefaultSuffix(kind.ending)
    dialog.setDirectory(str(context.settings.save_folder))
    dialog.selectFile(name)
    dialog.fileSelected.connect(on_named)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def write(
    context: Context, data: bytes, leaving: Leaving, on_saved: Callable[[str], object], path: str
) -> None:
    """Write and note off the window's thread, then call ``on_saved`` with the path."""
    job = partial(context.services.ways_out.file, Path(path), data, leaving)
    context.worker.run(job, partial(_call_with, on_saved, path))


def _in_folder(context: Context, on_saved: Callable[[str], object], path: str) -> None:
    """The next file is offered the same folder."""
    context.settings.save_folder = Path(path).parent
    on_saved(path)


def _call_with(call: Callable[[str], object], path: str, _result: object) -> None:
    call(path)
