"""``python3 -m clinic_app``: start the program with any Python 3; parses on 3.8 to say what it needs."""

import sys


def main() -> int:
    """Start with the arguments of this process and return its exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 - a checkout can be started by any Python 3
        needed = "Clinic Companion needs Python 3.11 or newer; this is Python {}.{}."
        print(needed.format(*sys.version_info[:2]), file=sys.stderr)
        return 1
    from clinic_app.bootstrap import start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
