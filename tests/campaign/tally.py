"""What came of a fault: how often it was injected, and how often something was lost that must not be."""

from dataclasses import dataclass, field


@dataclass
class Tally:
    """One line of the table. All but ``injected`` has to be 0.

    ``lost``: a save had returned, and what it saved is not there after the next opening.
    ``crashed``: anything but a sentence to the person (a ``KnownError``) or a clean end.
    ``leaked``: text of a patient readable in a file.
    ``silent``: damage that nobody was told of.
    """

    fault: str
    injected: int = 0
    lost: int = 0
    crashed: int = 0
    leaked: int = 0
    silent: int = 0
    notes: list[str] = field(default_factory=list)
    left_out: str = ""
    """Why it was not run on this machine; then nothing of it is claimed."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.lost or self.crashed or self.leaked or self.silent)

    @property
    def counts(self) -> str:
        """What went wrong, in a few words."""
        if self.is_clean:
            return self.left_out or "nothing came of it"
        return f"{self.lost} lost, {self.crashed} crashed, {self.leaked} leaked, {self.silent} silent"

    def note(self, what: str) -> None:
        """How to repeat what went wrong; a few lines are enough."""
        if len(self.notes) < 5:
            self.notes.append(what)


HEAD = ("fault", "injected", "lost", "crashed", "leaked", "silent")


def table(tallies: list[Tally]) -> str:
    """The table, as it is printed."""
    rows = [HEAD]
    for each in tallies:
        counts = (each.injected, each.lost, each.crashed, each.leaked, each.silent)
        rows.append((each.fault, *(map(str, counts))) if not each.left_out else (each.fault, *"-----"))
    width = max(len(row[0]) for row in rows)
    lines = [row[0].ljust(width) + "".join(cell.rjust(10) for cell in row[1:]) for row in rows]
    for each in tallies:
        lines += [f"  not run: {each.fault}: {each.left_out}"] if each.left_out else []
        lines += [f"  {each.fault}: {note}" for note in each.notes]
    return "\n".join(lines)
