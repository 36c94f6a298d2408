"""The command line: handouts, figures and the library without a window, a display or a patient record."""

from clinic_app.cli.main import main

__all__ = ["main"]
