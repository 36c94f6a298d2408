"""Words that broke programs before: 67 kinds of them, and any number at random, the same ones every time."""

import random
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

MARKUP: Final = {
    "bold tag": "<b>bold</b> and <i>not",
    "address in angle brackets": "Jo <jo@x.org>",
    "end of a paragraph": "</para>",
    "local picture": '<img src="/etc/hostname"/>',
    "picture from the network": '<img src="http://127.0.0.1:9/x.png" width="9"/>',
    "picture as data": '<img src="data:image/png;base64,iVBORw0KGgo="/>',
    "colour": '<font color="[c for c in ().__class__]">red</font>',
    "drawn by a name": '<onDraw name="os.system" label="x"/>',
    "entities": "a & b &amp; c &lt;d&gt; &#x41; &nbsp;",
    "stars in pairs": "**not bold** for ever",
    "a star pair alone": "5 ** 3",
    "stars in a row": "**** ***** **",
    "PDF's own operators": "(brackets) and \\ and <</S/P>> EMC ET Q endstream endobj",
    "octal escapes": "\\101\\n \\u0041 \\(",
    "format strings": "%s %d %(name)s {name} {0} {0.__class__}",
    "SQL": "Robert'); DROP TABLE patients;-- 100% _x_ [a-z]*",
    "formula": "=1+1;+2;-3;@SUM(A1)",
    "path": "../../etc/passwd C:\\CON\\nul",
    "XML": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;',
}
CONTROLS: Final = {
    "nulls and bells": "bell\x07 and null\x00 and escape\x1b[31m",
    "all of C0": "a" + "".join(map(chr, range(1, 9))) + "b",
    "C1 controls": "a\x80\x9bb",
    "vertical tab and form feed": "one\x0btwo\x0cthree",
    "next line": "one\x85two",
    "separators of records": "one\x1ctwo\x1dthree\x1efour\x1ffive",
    "lines of every kind": "one\ntwo\r\nthree\rfour\u2028five\u2029six",
    "tabs": "a\tb\t\tc",
    "override to the right": "\u202egnp.exe\u202c end",
    "isolates": "left\u2066to\u2069right\u2068x\u2069",
    "marks of direction": "a\u200eb\u200fc\u061cd",
    "high half of a pair": "cut \ud83d off",
    "low half of a pair": "cut \udc00 off",
    "halves the wrong way round": "\ude00\ud83d",
    "noncharacters": "a\ufffe\uffff\U0001ffffb",
    "private use": "a\ue000\uf8ff\U000f0000b",
    "unassigned": "a\u0378\U0003fffdb",
    "tag characters": "a\U000e0041\U000e007fb",
}
INVISIBLE: Final = {
    "soft hyphen": "soft\u00adhyphen",
    "zero width": "zero\u200bwidth\u2060joined\ufeffmark",
    "joiners": "joined\u200dup and\u200capart",
    "spaces of every width": "a\u00a0b\u2002c\u2003d\u2009e\u202ff\u3000g\u1680h",
    "variation selectors": "heart \u2764\ufe0f text \u2764\ufe0e",
}
LETTERS: Final = {
    "Arabic": "قِف بجانب شيء ثابت (555 0142)",
    "Arabic and Latin": "اضغط Start ثم Stop الآن",
    "Arabic shapes": "\ufb50\ufdfa\ufefb\ufe8e",
    "Hebrew": "ישר Theraband ½",
    "Hebrew with points": "שָׁלוֹם עֲלֵיכֶם",
    "Devanagari": "राधा स्ट्रेच नमस्ते दुनिया क्ष",
    "Thai": "ยืดน่อง",
    "Chinese and Japanese": "漢字かな カタカナ",
    "Korean": "한국어 \u1112\u1161\u11ab",
    "Greek and Cyrillic": "Γιώργος Юлия ёлка",
    "Vietnamese": "Nguyễn Thị Đặng",
    "decomposed": "Jose\u0301 Mu\u0308ller e\u0301 n\u0303",
    "marks without a letter": "\u0301\u0308 q\u0308\u0323",
    "two hundred marks": "a" + "\u0301\u0323" * 100,
    "ligatures": "ﬁne ﬂow ﬀ ŉ",
    "emoji": "bend the 🦵 👩\u200d⚕\ufe0f 🇩🇪 👍🏽",
    "letters of mathematics": "bold 𝐀 𝔅 ℂ",
    "signs of a dose": "≥ 3 × 30 s ½ ≤ 5 °C ☐ ✓ → ± µ",
}
LONG: Final = {
    "a word of four hundred": "w" * 400,
    "a text of four hundred words": "word " * 400,
    "dashes without end": "—" * 200,
    "thirty lines": "line\n\n\nline\r\n" * 30,
    "Arabic lines": "مرحبا (555 0142)\n\n" * 30,
    "one-hyphen-after-another": "one-" * 80,
    "a long web address": "https://x.example/" + "a/b?c=d&" * 40,
}

KINDS: Final = {**MARKUP, **CONTROLS, **INVISIBLE, **LETTERS, **LONG}
"""What each is, and the words."""

_BLOCKS: Final = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x300, 0x36F),
    (0x370, 0x52F),
    (0x590, 0x6FF),
    (0x900, 0x97F),
    (0xE00, 0xE7F),
    (0x1E00, 0x1FFF),
    (0x2000, 0x2BFF),
    (0x3000, 0x30FF),
    (0x4E00, 0x9FFF),
    (0xD800, 0xDFFF),
    (0xFB1D, 0xFDFF),
    (0xFE00, 0xFFFF),
    (0x1D400, 0x1D7FF),
    (0x1F300, 0x1FAFF),
)


def random_strings(count: int, seed: int = 5) -> tuple[str, ...]:
    """Strings of 1 to 60 characters: a third of any code point, a third of one script, a third of several."""
    chance = random.Random(seed)
    return tuple(_random_string(chance) for _ in range(count))


def _random_string(chance: random.Random) -> str:
    length = chance.randint(1, 60)
    how = chance.randrange(3)
    if how == 0:
        return "".join(chr(chance.randrange(0x110000)) for _ in range(length))
    blocks = [chance.choice(_BLOCKS)] if how == 1 else chance.sample(_BLOCKS, 4)
    letters = [chr(chance.randint(*chance.choice(blocks))) for _ in range(length)]
    return "".join(" " if chance.random() < 0.15 else letter for letter in letters)


_TURNS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS: Final = frozenset("\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029")


def as_read(typed: str) -> str:
    """What must be found on paper of what was typed, words apart by single spaces.

    Controls without a shape are left out, accents stand with their letters, half a character is its code.
    """
    kept = "".join(_kept(typed))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _kept(typed: str) -> Iterator[str]:
    for character in typed:
        if character in _LINE_ENDS or character == "\t":
            yield " "
        elif "\ud800" <= character <= "\udfff":
            yield f"[U+{ord(character):04X}]"
        elif character not in _TURNS and unicodedata.category(character) != "Cc":
            yield character


def comparable(text: str) -> str:
    """The same for texts that differ only in how they are coded: shapes of Arabic, wide letters, spaces.

    NFKC, for a shape of a letter copied from paper is that letter.
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
