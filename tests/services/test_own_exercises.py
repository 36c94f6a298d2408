"""The clinic's own exercises: written over shipped ones or new, taken out, sent on and brought in."""

from dataclasses import replace

import pytest

import clinic_resources
from builders import a_content, a_patient, a_wording, an_item
from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.dosage import RepetitionDosage
from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import ReviewStatus
from clinic_app.domain.own_library import duplicate, own_slug
from clinic_app.domain.program import HandoutWay
from clinic_app.domain.shelf import ShelfKind
from clinic_app.domain.side import Side
from clinic_app.images.intake import CleanPicture
from clinic_app.services.library_in_use import LibraryInUse
from clinic_app.services.library_pictures import LibraryPictures
from clinic_app.services.own_exercises import OwnExerciseService
from clinic_app.services.printing import SheetPrinter
from clinic_app.services.sheet import SheetComposer, SheetSubject
from desks import services_of, small_library
from fake_pictures import FakePictures
from fakes import FakeRecord
from images import a_photo

CALF, CAT = "gastrocnemius-stretch-on-stairs", "cat-cow"


def taken_as_it_is(data: bytes, place: str) -> CleanPicture:
    """Stands for the child process, which has tests of its own."""
    return CleanPicture(data=data, media_type="image/jpeg", width=60, height=40)


def a_service(record: FakeRecord | None = None) -> OwnExerciseService:
    service = OwnExerciseService(record or FakeRecord(), LibraryInUse(small_library()), taken_as_it_is)
    service.read()
    return service


def found_by(service: OwnExerciseService, query: str) -> list[str]:
    return [exercise.slug for exercise in service.in_use.index.find(query, "en")]


def test_own_text_stands_in_the_shipped_ones_place_until_it_is_taken_out() -> None:
    service = a_service()
    shipped = service.in_use.library.exercise(CALF)

    saved = service.save(replace(shipped, names={"en": "Our stair stretch"}))

    assert saved.is_own
    assert saved.review_status is ReviewStatus.DRAFT
    assert found_by(service, "our stair") == [CALF]
    service.archive(CALF)
    assert service.in_use.library.exercise(CALF) == shipped
    assert found_by(service, "our stair") == []
    service.restore(CALF)
    assert found_by(service, "our stair") == [CALF]


def test_the_next_start_finds_what_was_saved() -> None:
    record = FakeRecord()
    service = a_service(record)
    copy = duplicate(service.in_use.library.exercise(CAT), {"en": "Slow cat"}, ())
    service.save(copy)
    assert a_service(record).in_use.library.exercise("own-slow-cat") == copy


def test_saving_twice_keeps_one_entry() -> None:
    service = a_service()
    exercise = duplicate(service.in_use.library.exercise(CAT), {"en": "Slow cat"}, ())
    service.save(exercise)
    service.save(replace(exercise, dosage=RepetitionDosage(reps=5)))
    assert service.own_slugs() == ["own-slow-cat"]
    assert service.in_use.library.exercise("own-slow-cat").dosage == RepetitionDosage(reps=5)


def test_a_program_with_an_exercise_taken_out_still_opens_but_search_offers_it_no_more() -> None:
    service = a_service()
    service.save(duplicate(service.in_use.library.exercise(CAT), {"en": "Slow cat"}, ()))
    service.archive("own-slow-cat")
    assert service.in_use.library.exercise("own-slow-cat").name("en") == "Slow cat"
    assert "own-slow-cat" not in service.in_use.library.exercises
    assert found_by(service, "slow cat") == []


def test_a_duplicate_shows_the_figure_of_what_it_came_from() -> None:
    service = a_service()
    service.save(duplicate(service.in_use.library.exercise(CAT), {"en": "Slow cat"}, ()))
    figures = FakePictures([CAT])
    pictures = LibraryPictures(figures, service.in_use.current, service.record.archive)
    assert pictures.frames("own-slow-cat") == ("start", "end")
    assert pictures.drawing("own-slow-cat", "end").shapes == figures.drawing(CAT, "end").shapes


def test_an_exercise_goes_out_and_comes_in_elsewhere_with_its_photo() -> None:
    here, there = a_service(), a_service()
    exercise = duplicate(here.in_use.library.exercise(CAT), {"en": "Slow cat"}, ())
    here.save(replace(exercise, photo=here.take_photo(a_photo(), "cat.jpg", "A cat's back")))

    arrivals = there.look_into(here.export(["own-slow-cat"]).encode(), "cats.json")
    assert arrivals.new == ("own-slow-cat",)
    assert arrivals.replacing == ()
    there.bring_in(arrivals)

    arrived = there.in_use.library.exercise("own-slow-cat")
    assert arrived == here.in_use.library.exercise("own-slow-cat")
    assert arrived.photo is not None
    assert arrived.photo.alternative == "A cat's back"
    assert there.record.archive.get(arrived.photo.sha256) == a_photo()
    assert there.look_into(here.export(["own-slow-cat"]).encode(), "x").replacing == ("own-slow-cat",)


def test_one_bad_photo_keeps_the_whole_file_out() -> None:
    def refuse(data: bytes, place: str) -> CleanPicture:
        raise InputError("{file} is damaged.", file=place)

    here, record = a_service(), FakeRecord()
    there = OwnExerciseService(record, LibraryInUse(small_library()), refuse)
    exercise = duplicate(here.in_use.library.exercise(CAT), {"en": "Slow cat"}, ())
    here.save(replace(exercise, photo=here.take_photo(a_photo(), "cat.jpg")))
    text = here.export(["own-slow-cat", CALF])
    with pytest.raises(InputError, match="own-slow-cat is damaged"):
        there.bring_in(there.look_into(text.encode(), "two.json"))
    assert there.own_slugs() == []


def test_an_exercise_without_steps_is_refused() -> None:
    service = a_service()
    empty = replace(service.in_use.library.exercise(CAT), wording={"en": a_wording(steps=())})
    with pytest.raises(InputError, match=r"wording\.en\.steps"):
        service.save(empty)


def test_what_a_later_release_does_not_know_waits_and_is_not_lost() -> None:
    record = FakeRecord()
    service = a_service(record)
    service.save(duplicate(service.in_use.library.exercise(CAT), {"en": "Slow cat"}, ()))
    with record.writing() as work:
        entry = work.shelf.own(ShelfKind.EXERCISE)[0]
        work.shelf.save_own(replace(entry, table={**entry.table, "region": "gills"}))
        work.commit()
    later = OwnExerciseService(record, LibraryInUse(small_library()), taken_as_it_is)
    assert later.read() == ["own-slow-cat"]
    assert "own-slow-cat" not in later.in_use.library.exercises


def test_new_slugs_are_readable_and_never_taken() -> None:
    assert own_slug("Estiramiento de gemelos, ñandú!", ()) == "own-estiramiento-de-gemelos-nandu"
    assert own_slug("Slow cat", ("own-slow-cat",)) == "own-slow-cat-2"
    assert own_slug("猫", ()) == "own-exercise"


def test_a_photo_is_printed_where_the_figure_would_be_and_says_what_it_shows() -> None:
    service = a_service()
    exercise = duplicate(service.in_use.library.exercise(CALF), {"en": "Ramp stretch"}, ())
    service.save(replace(exercise, photo=service.take_photo(a_photo(), "ramp.jpg", "A foot on a ramp")))
    pictures = LibraryPictures(FakePictures([]), service.in_use.current, service.record.archive)
    content = a_content(items=(an_item("own-ramp-stretch", side=Side.LEFT),))
    subject = SheetSubject(clinic=ClinicProfile())
    catalogue = clinic_resources.catalogue("en")
    sheet = SheetComposer(service.in_use.library, catalogue, pictures.frames).compose(content, subject)
    (picture,) = sheet.exercises[0].pictures
    assert picture.alternative == "A foot on a ramp"
    assert not picture.mirror
    printer = SheetPrinter(
        library=service.in_use.library, pictures=pictures, catalogue=clinic_resources.catalogue
    )
    assert b"/DCTDecode" in printer.print(content, subject).data


def test_an_exercise_without_any_picture_prints_its_words() -> None:
    service = a_service()
    copy = duplicate(service.in_use.library.exercise(CAT), {"en": "Think of a cat"}, ())
    service.save(replace(copy, figure_slug=""))
    pictures = LibraryPictures(FakePictures([]), service.in_use.current, service.record.archive)
    item = an_item("own-think-of-a-cat", side=Side.BOTH_TOGETHER, dosage=RepetitionDosage())
    printer = SheetPrinter(
        library=service.in_use.library, pictures=pictures, catalogue=clinic_resources.catalogue
    )
    printed = printer.print(a_content(items=(item,)), SheetSubject(clinic=ClinicProfile()))
    assert printed.page_count >= 1


def test_what_was_handed_out_keeps_its_words_when_the_exercise_changes() -> None:
    services = services_of(FakeRecord(), FakePictures())
    own = services.own
    exercise = own.save(duplicate(services.library.exercise(CALF), {"en": "Ramp stretch"}, ()))
    patient = services.patients.add(a_patient())
    content = a_content(items=(an_item(exercise.slug),))
    opened = services.programs.start(content, patient_id=patient.id)
    prepared = services.handouts.prepare(opened)
    handout = services.handouts.hand_out(prepared, HandoutWay.PRINTED)

    own.save(replace(exercise, wording={"en": a_wording(steps=("Do something else.",))}))

    given = prepared.version.content.items[0].wording
    assert given is not None
    assert given.steps == exercise.wording_in("en").steps
    assert services.handouts.bytes_of(handout) == prepared.pdf.data
    own.archive(exercise.slug)
    assert services.handouts.preview(services.programs.open(opened.program.id)).page_count >= 1
