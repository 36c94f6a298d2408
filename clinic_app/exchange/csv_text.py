"""Any CSV as rows of text: its encoding, its separator and its header found out, its dangers refused."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Final

from clinic_app.domain.arrival import Table
from clinic_app.domain.errors import InputError

LARGEST_FILE: Final = 50_000_000
MOST_COLUMNS: Final = 200
MOST_ROWS: Final = 200_000
_MOST_LINES: Final = 4 * MOST_ROWS
"""Empty ones too: fifty million of them would keep everybody waiting."""

_SEPARATORS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 60
_OTHER_FILES: Final = (
    (b"PK\x03\x04", "a spreadsheet or an archive"),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


def read_table(data: bytes, place: str) -> Table:
    """The table in a file; ``place`` names it in complaints.

    Raises:
        InputError: it is no table of text, or larger than any table of patients; one sentence says why.
    """
    if len(data) > LARGEST_FILE:
        raise InputError("{file} is larger than {most} MB.", file=place, most=LARGEST_FILE // 10**6)
    if any(data.startswith(start) for start, _ in _OTHER_FILES):
        raise InputError("{file} is no CSV. Save the table as CSV first, then import that.", file=place)
    text, encoding = _decoded(data, place)
    text, told = _told_separator(text)
    separator = told or _separator(text)
    rows, lines = _rows(text, separator, place)
    if not rows:
        raise InputError("{file} is empty.", file=place)
    widest = max(map(len, rows))
    header = tuple(cell.strip() for cell in rows[0])
    header += tuple("" for _ in range(widest - len(header)))
    return Table(header, tuple(rows[1:]), tuple(lines[1:]), encoding, separator)


def _decoded(data: bytes, place: str) -> tuple[str, str]:
    """The text and the name of its encoding: what the file says, else UTF-8, else Windows’ Western one."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16", place), "UTF-16"
    if data.startswith(b"\xef\xbb\xbf"):
        return _strictly(data, "utf-8-sig", place), "UTF-8"
    start = data[:2_000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) > len(start) // 4:
        return _strictly(data, "utf-16-be" if even > odd else "utf-16-le", place), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _strictly(data, "cp1252", place), "Windows-1252"


def _strictly(data: bytes, encoding: str, place: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            "The letters of {file} cannot be read. Save the table as CSV in UTF-8 and try again.", file=place
        ) from error


def _told_separator(text: str) -> tuple[str, str]:
    """Excel may say the separator in a first line of its own: ``sep=;``."""
    first, end, rest = text.partition("\n")
    told = first.strip().strip('"').lower()
    if end and told.startswith("sep=") and len(told) == 5:
        return rest, first.strip().strip('"')[4]
    return text, ""


def _separator(text: str) -> str:
    """The sign that cuts the first rows into the same number of cells, and into most."""
    best = ("", 0.0)
    for sign in _SEPARATORS:
        try:
            widths = Counter(len(row) for row, _ in _some(text, sign) if row)
        except csv.Error:
            continue
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda each: (each[1], each[0]))
        score = (width > 1) * (count / sum(widths.values()) + width / 1_000)
        if score > best[1]:
            best = (sign, score)
    return best[0] or _SEPARATORS[0]


def _some(text: str, sign: str) -> Iterator[tuple[list[str], int]]:
    head = text[:200_000]
    for number, found in enumerate(_parsed(head, sign)):
        if number == _LOOKED_AT:
            return
        yield found


def _parsed(text: str, sign: str) -> Iterator[tuple[list[str], int]]:
    """Rows with the line of the file each starts in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=False)
    line = 1
    for row in reader:
        yield row, line
        line = reader.line_num + 1


def _rows(text: str, sign: str, place: str) -> tuple[list[tuple[str, ...]], list[int]]:
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    try:
        for number, (row, line) in enumerate(_parsed(text, sign)):
            if len(rows) > MOST_ROWS or number > _MOST_LINES:
                raise InputError(
                    "{file} has more than {most} rows. Cut it in parts.", file=place, most=MOST_ROWS
                )
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > MOST_COLUMNS:
                raise InputError(
                    "{file} has {count} columns in line {line}; a table of patients has at most {most}.",
                    file=place,
                    count=len(row),
                    line=line,
                    most=MOST_COLUMNS,
                )
            rows.append(tuple(row))
            lines.append(line)
    except csv.Error as error:
        raise InputError(
            "{file} has a cell longer than any text of a patient, or a quotation mark that never ends.",
            file=place,
        ) from error
    return rows, lines
