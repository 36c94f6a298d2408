"""Pictures of a patient’s care: visits, scores, a log sheet."""

from dataclasses import replace

from clinic_app.domain.clinic import Phrase
from clinic_app.domain.diary import Diary
from clinic_app.domain.patient import Patient
from clinic_app.domain.side import EpisodeSide
from clinic_app.domain.story import ScoreEntry
from clinic_app.domain.visit import BodyView, ChartMark, Finding, FindingKind, NotePart, Sensation
from clinic_app.services.scores import ScoreEntry as ScoreTaken
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.rail import PageKey
from clinic_ui.scores.answer_sheet import AnswerSheet
from clinic_ui.scores.scale_strip import ScaleStrip
from clinic_ui.visit.page import VisitPage
from clinic_ui.visit.phrase_form import PhraseForm
from desks import Desk
from photographer import Photographer, settle
from pictured_rivals import take_rival_visit


def take_visits(photographer: Photographer, window: MainWindow, desk: Desk, patient: Patient) -> None:
    """A visit just begun, one being written, one signed and added to, and the phrases."""
    page = window.go(PageKey.PATIENTS)
    assert isinstance(page, PatientsPage)
    desk.services.visits.store_phrase(
        Phrase(name="hep", text="Home program shown, practised and handed out.")
    )
    page.start_visit(patient.id)
    photographer.take(window, desk, "visit-new")
    assert page.visit is not None
    known = desk.services.visits.of_patient(patient.id)
    before = next(each for each in known if each.is_signed)
    again = {"ankle_dorsiflexion_knee_straight": (7, -2), "straight_leg_raise": (80, 65)}
    measured = tuple(
        Finding(kind=FindingKind.RANGE, name=name, left=left, right=right, unit="deg")
        for name, (left, right) in again.items()
    )
    desk.record.tables.visits[before.id] = replace(before, findings=measured)
    opened = next(each for each in known if not each.is_signed and not each.is_empty)
    score = ScoreTaken(measure="nprs", taken_on=opened.visited_on, answers=(4,), visit_id=opened.id)
    desk.services.scores.take(patient.id, replace(score, episode_id=opened.episode_id))
    wrong = replace(score, episode_id=opened.episode_id, visit_id=None, answers=(9,))
    desk.services.scores.withdraw(desk.services.scores.take(patient.id, wrong), "wrong patient")
    page.open_visit(opened.id)
    settle(desk)
    fill_visit(page.visit)
    photographer.take(window, desk, "visit")
    page.visit.measures.findings.rows[FindingKind.RANGE][0].right.setFocus()
    take_rival_visit(lambda shown, name: photographer.take(shown, desk, name), window, page.visit, desk)
    form = PhraseForm(desk.context, desk.services.visits.phrases(), page.visit)
    photographer.take(form, desk, "visit-phrases", resize=False)
    form.close()
    form.deleteLater()
    row = page.visit.measures.findings.rows[FindingKind.RANGE][1]
    row.value.setText("18")
    row.check()
    page.visit.sign_button.click()
    settle(desk)
    photographer.take(window, desk, "visit-signed")
    added = next(iter(desk.record.tables.amendments.values()))
    page.open_visit(added.visit_id)
    photographer.take(window, desk, "visit-amended")
    page.visit.leave()
    photographer.take(window, desk, "patient-withdrawn-score")


def fill_visit(page: VisitPage) -> None:
    """Pain, marks, measurements and all four parts."""
    visit, chart = page.model.visit, page.measures.chart
    assert visit is not None
    marks: list[ChartMark] = []
    for sensation, place in zip(Sensation, CHART_PLACES, strict=True):
        chart.choose(sensation)
        marks += chart.canvas.marks_for(*place)
    line = tuple((6.0 + 0.2 * step, 60.0 + step) for step in range(14))
    marks.append(ChartMark(sensation=Sensation.PAIN, view=BodyView.BACK, points=line))
    range_, strength, timed = FindingKind.RANGE, FindingKind.STRENGTH, FindingKind.TIMED
    findings = (
        Finding(
            kind=range_,
            name="ankle_dorsiflexion_knee_straight",
            left=8,
            right=2,
            unit="deg",
            note="Firm end feel",
        ),
        Finding(kind=range_, name="finger_to_floor", value=18, unit="cm"),
        Finding(kind=strength, name="ankle_plantarflexors", left=5, right=4.5),
        Finding(kind=timed, name="chair_stand_30s", value=11, unit="count"),
    )
    page.model.change(
        replace(
            visit,
            objective="Calf length with the knee straight short on the right; with the knee bent alike.\n"
            "Walks without a limp, stairs one foot at a time.",
            plan="Hold 45 s. Review in four weeks. Home program given.",
            pain_now=3,
            pain_best=2,
            pain_worst=6,
            body_chart=tuple(marks),
            findings=findings,
        ),
        "",
    )
    page.note.parts[NotePart.ASSESSMENT].last_button.setChecked(True)
    row = page.measures.findings.rows[range_][1]
    row.value.setText("18x")
    row.check()
    chart.choose(Sensation.ACHE)


CHART_PLACES = (
    ("lower_back", EpisodeSide.RIGHT, BodyView.BACK),
    ("shoulder", EpisodeSide.LEFT, BodyView.FRONT),
    ("thigh", EpisodeSide.RIGHT, BodyView.FRONT),
    ("lower_leg", EpisodeSide.LEFT, BodyView.FRONT),
    ("thigh", EpisodeSide.LEFT, BodyView.BACK),
    ("neck", EpisodeSide.NONE, BodyView.BACK),
)


def take_scores(photographer: Photographer, page: PatientsPage, desk: Desk) -> None:
    """Which measure, several of them half filled in, a score corrected, a log sheet being keyed in."""
    add = page.detail.add
    add.score.trigger()
    assert add.score_form is not None
    photographer.take(add.score_form, desk, "score-picker", resize=False)
    for key in ("nprs", "groc", "odi", "koos", "rmdq", "single-leg-stance"):
        add.score_form.pick(key)
        sheet = add.score_form.desk.sheet
        assert isinstance(sheet, AnswerSheet)
        for number, field in enumerate(sheet.fields):
            if isinstance(field, ScaleStrip):
                field.set_by_hand(1 + number % 2 if key != "rmdq" else number % 2)
            else:
                field.setText(str(3 + 9 * number))
        photographer.take(add.score_form, desk, f"score-{key}", resize=False)
    add.score_form.total.click()
    add.score_form.pick("psfs")
    photographer.take(add.score_form, desk, "score-psfs", resize=False)
    add.score_form.cancel_button.click()
    settle(desk)
    entries = page.detail.view.entries if page.detail.view else ()
    add.open_score(next(each.subject for each in entries if isinstance(each.subject, ScoreEntry)))
    add.score_form.withdraw_button.click()
    photographer.take(add.score_form, desk, "score-open", resize=False)
    add.score_form.cancel_button.click()
    add.open_diary(next(each.subject for each in entries if isinstance(each.subject, Diary)))
    assert add.diary_form is not None
    photographer.take(add.diary_form, desk, "diary", resize=False)
    add.diary_form.cancel_button.click()
    add.menu.popup(add.button.mapToGlobal(add.button.rect().bottomLeft()))
    photographer.take(add.menu, desk, "add-menu", resize=False)
    add.menu.close()
