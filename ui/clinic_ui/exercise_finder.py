"""What is looked for in the library: words, facets, a patient's limits; and what is found."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from clinic_app.domain.exercise import Exercise
from clinic_app.domain.facets import NOTHING_CHOSEN, Chosen, Facet, with_value
from clinic_app.domain.limits import NO_LIMITS, Limits, limits_of, obstacles, suits
from clinic_app.domain.patient import Patient
from clinic_app.domain.search import Found
from clinic_ui.context import Context
from clinic_ui.pages.facet_words import obstacle_words
from clinic_ui.work import Latest


class ExerciseFinder(QObject):
    """Asks the index at every change; the answer is in ``found`` before the signal is."""

    found_changed = Signal()
    choice_changed = Signal()
    """Other facets are chosen, or the patient's limits count or count no more."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._reading = Latest(context.worker)
        self._limits = NO_LIMITS
        self._suiting: int | None = None
        self.query = ""
        self.chosen: Chosen = NOTHING_CHOSEN
        self.patient: Patient | None = None
        self.suits_only = True
        self.found = Found(())
        self.set_aside = Found(())
        """What does not suit the patient, where it is shown though."""
        context.shelf.changed.connect(self._on_shelf_changed)
        context.own.changed.connect(self._on_library_changed)
        context.shelf.ensure_read()
        self._ask()

    @property
    def is_limited(self) -> bool:
        """Whether there are limits, and they are known."""
        return self._suiting is not None

    @property
    def limits(self) -> Limits:
        """The patient's limits."""
        return self._limits

    def search(self, query: str) -> None:
        """Look for other words."""
        self.query = query
        self._ask()
        self.found_changed.emit()

    def choose(self, facet: Facet, value: str, is_on: bool) -> None:
        """Choose a value of a facet, or choose it no more."""
        self._narrow(with_value(self.chosen, facet, value, is_on=is_on))

    def clear(self) -> None:
        """No facet is chosen."""
        self._narrow(NOTHING_CHOSEN)

    def show_only_suiting(self, is_on: bool) -> None:
        """Leave out what does not suit the patient, or set it aside."""
        self.suits_only = is_on
        self._narrow(self.chosen)

    def start_over(self) -> None:
        """Nothing is looked for."""
        self.query, self.suits_only = "", True
        self._narrow(NOTHING_CHOSEN)

    def show_patient(self, patient: Patient | None) -> None:
        """Mind the limits of this patient; they are read off the window's thread."""
        if patient is None or self.patient is None or patient.id != self.patient.id:
            self._reading.cancel()  # nothing of another patient stays in sight
            self._on_limits(None, (NO_LIMITS, None))
        if patient is None:
            return
        self._reading.run(partial(self._limits_of, patient), partial(self._on_limits, patient))

    def reason(self, exercise: Exercise) -> str:
        """Why an exercise does not suit the patient; empty if it does."""
        if self._suiting is None:
            return ""
        against = obstacles(exercise, self._limits, self._context.library.precautions)
        return obstacle_words(against[0], self._context.words) if against else ""

    def _limits_of(self, patient: Patient) -> tuple[Limits, int | None]:
        """As the record has them now."""
        patients = self._context.services.patients
        limits = limits_of(patients.get(patient.id), patients.episodes(patient.id))
        if limits.is_empty:
            return limits, None
        known = self._context.library.precautions
        return limits, self._context.index.masks.where(lambda exercise: suits(exercise, limits, known))

    def _on_limits(self, patient: Patient | None, found: tuple[Limits, int | None]) -> None:
        is_same = (self._limits, self._suiting) == found and (self.patient is None) == (patient is None)
        self.patient = patient
        self._limits, self._suiting = found
        if not is_same:
            self._narrow(self.chosen)

    def _narrow(self, chosen: Chosen) -> None:
        self.chosen = chosen
        self._ask()
        self.choice_changed.emit()
        self.found_changed.emit()

    def _on_library_changed(self, _slugs: object) -> None:
        """The index is another: what was reckoned with the one before is reckoned anew."""
        self._suiting = None
        self._narrow(self.chosen)
        self.show_patient(self.patient)
        self._context.shelf.read()

    def _on_shelf_changed(self) -> None:
        """Numbers and the next search know it; what is shown stays where it is, unless it is of the shelf."""
        self._ask()
        if Facet.SHELF in self.chosen:
            self.found_changed.emit()

    def _ask(self) -> None:
        search = partial(
            self._context.index.search,
            self.query,
            self._context.words.language,
            chosen=self.chosen,
            habits=self._context.shelf.habits,
        )
        self.found = search(allowed=self._suiting)
        if self._suiting is None or self.suits_only:
            self.set_aside = Found(())
        else:
            self.set_aside = search(allowed=self._context.index.masks.all & ~self._suiting)
