"""How many years of school a text asks for, in English and in Spanish."""

import re
import unicodedata
from typing import Final

HIGHEST_GRADE: Final = 6.0
"""What a patient's text should not go beyond."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SENTENCE_ENDS: Final = re.compile(r"[.!?:\n]+")


def reading_grade(text: str, language: str) -> float | None:
    """The grade; None where there are no words, or no formula for the language."""
    spoken = sentences(text)
    if not spoken:
        return None
    words = [word for sentence in spoken for word in sentence]
    if language == "en":  # Flesch–Kincaid (Kincaid 1975)
        beats = sum(map(english_syllables, words))
        return 0.39 * len(words) / len(spoken) + 11.8 * beats / len(words) - 15.59
    if language == "es":  # Crawford 1985: sentences and syllables in a hundred words
        share = 100 / len(words)
        return -0.205 * len(spoken) * share + 0.049 * sum(map(spanish_syllables, words)) * share - 3.407
    return None


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence."""
    found = [_WORD.findall(sentence) for sentence in _SENTENCE_ENDS.split(text.replace("**", ""))]
    return [words for words in found if words]


def english_syllables(word: str) -> int:
    """Groups of vowels, a silent e at the end not counted."""
    bare = word.lower()
    count = len(re.findall(r"[aeiouy]+", bare))
    silent = bare.endswith("e") and not bare.endswith(("le", "ee")) and count > 1
    return max(1, count - silent)


def spanish_syllables(word: str) -> int:
    """Groups of vowels; two open ones, or an accented i or u, are two syllables."""
    bare = unicodedata.normalize("NFC", word.lower())
    bare = re.sub(r"qu(?=[eiéí])", "q", bare)
    bare = re.sub(r"gu(?=[eiéí])", "g", bare)
    bare = re.sub(r"([aeoáéóíú])(?=[aeoáéóíú])", r"\1 ", bare)
    return max(1, len(re.findall(r"[aeiouáéíóúü]+", bare)))
