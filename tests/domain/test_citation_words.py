"""Citations made short."""

import pytest

from clinic_app.domain.citation_words import short_citation
from clinic_app.domain.words import ENGLISH


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        (
            "Wang YC, Hart DL, Stratford PW. Baseline dependency. Phys Ther 2011;91:675-88",
            "Wang and others 2011",
        ),
        ("Abbott JH, Schmitt J. Minimum differences. JOSPT 2014;44:560", "Abbott and Schmitt 2014"),
        ("Ostelo RW et al. Interpreting change scores. Spine 2008;33:90-4", "Ostelo and others 2008"),
        ("Vernon H. The index. J Manip 1991;14:409-15 (1990 onwards)", "Vernon 1991"),
        ("Gojło MK, Paradowski PT. Polish adaptation. 2020", "Gojło and Paradowski 2020"),
        (
            "Oswestry scoring instruction as printed on forms",
            "Oswestry scoring instruction as printed on forms",
        ),
    ],
)
def test_who_and_when(whole: str, short: str) -> None:
    assert short_citation(whole, ENGLISH) == short
