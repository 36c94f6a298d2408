"""Everything shipped beside the code: poses, the library, fonts, icons, words. Stands below every floor."""

from clinic_resources.catalogues import catalogue, languages, paper_languages
from clinic_resources.files import UnknownResource, file_path, names, read_bytes, read_text

__all__ = [
    "UnknownResource",
    "catalogue",
    "file_path",
    "languages",
    "names",
    "paper_languages",
    "read_bytes",
    "read_text",
]
