"""The shape of a set of commands."""

import argparse
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What :meth:`argparse.ArgumentParser.add_subparsers` returns."""
