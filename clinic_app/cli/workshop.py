"""What the commands work with: the shipped library and the gallery of figures."""

from functools import cache

from clinic_app.data.library_files import load_library_kept_in
from clinic_app.domain.library import Library
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.gallery import Gallery
from clinic_app.paths import app_folders


def open_gallery() -> Gallery:
    """The figures, drawn once and kept in the person's cache folder."""
    return Gallery(DrawingCache(app_folders().cache))


@cache
def open_library() -> Library:
    """The shipped library: whatever can be prescribed."""
    return load_library_kept_in(app_folders().cache)
