"""Find the checkout this package runs from."""

from pathlib import Path


def find_checkout() -> Path | None:
    """The project's folder, or None where the package was installed from a wheel."""
    folder = Path(__file__).resolve().parents[2]
    return folder if (folder / "pyproject.toml").is_file() else None
