"""Reads the words of the trade and their plain words."""

from clinic_app.data.library_files_shelf import PLAIN_WORDS, Shelf


def read_plain_words(shelf: Shelf) -> dict[str, dict[str, str]]:
    """By language, word and plain word.

    Raises:
        ResourceError: the file is missing or wrong; names the file and the field.
    """
    file = shelf.file(PLAIN_WORDS)
    found: dict[str, dict[str, str]] = {}
    for language in file.names():
        table = file.table(language)
        found[language] = {}
        for word in table.names():
            plain = table.required_text(word)
            if word != word.lower():
                raise table.wrong(word, plain, "a word in small letters")
            found[language][word] = plain
    return found
