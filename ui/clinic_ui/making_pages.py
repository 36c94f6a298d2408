"""Makes the pages of the rail, each when it is first gone to."""

from typing import TYPE_CHECKING

from clinic_ui.rail import PageKey

if TYPE_CHECKING:
    from clinic_ui.context import Context
    from clinic_ui.pages.page import Page


def make_page(key: PageKey, context: "Context") -> "Page":
    """Make a page; its module is imported only now."""
    match key:
        case PageKey.TODAY:
            from clinic_ui.pages.today_page import TodayPage

            return TodayPage(context)
        case PageKey.PATIENTS:
            from clinic_ui.pages.patients_page import PatientsPage

            return PatientsPage(context)
        case PageKey.BUILDER:
            from clinic_ui.builder.page import BuilderPage

            return BuilderPage(context)
        case PageKey.LIBRARY:
            from clinic_ui.pages.library_page import LibraryPage

            return LibraryPage(context)
        case PageKey.TEMPLATES:
            from clinic_ui.pages.templates_page import TemplatesPage

            return TemplatesPage(context)
        case PageKey.SETTINGS:
            from clinic_ui.pages.settings_page import SettingsPage

            return SettingsPage(context)
