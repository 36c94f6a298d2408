from clinic_app.domain.folding import folded


def test_case_and_marks_do_not_count() -> None:
    assert folded("Müller") == folded("MULLER") == "muller"


def test_letters_without_marks_are_folded_as_those_beside_marks_are() -> None:
    plain = "".join(map(chr, range(128)))
    assert folded(plain) + "e" == folded(plain + "é")
