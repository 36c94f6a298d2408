"""``python -m clinic_ui``: open the window."""

import sys


def main() -> int:
    """Open the window and return the exit status when it is closed."""
    from clinic_ui.running import run

    return run(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
