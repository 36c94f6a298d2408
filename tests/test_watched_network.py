"""The wire that leads nowhere catches whoever sends something, and nobody else."""

import os
import sys

import pytest

from watched_network import CannotWatchError, Outcome, run_watched

ASKING = """
import socket
asking = socket.socket()
asking.settimeout(0.3)
try:
    asking.connect(("203.0.113.7", 443))
except OSError:
    pass
"""
TALKING = """
import socket
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"hello", ("198.51.100.9", 53))
"""
TO_ITSELF = """
import socket
listening = socket.create_server(("127.0.0.1", 0))
socket.create_connection(listening.getsockname()).close()
"""


def _run(code: str) -> Outcome:
    try:
        return run_watched([sys.executable, "-c", code], dict(os.environ))
    except CannotWatchError as reason:
        pytest.skip(f"no network of our own here: {reason}")


def test_a_connection_and_a_single_packet_are_caught() -> None:
    assert _run(ASKING).tried == ("203.0.113.7",)
    assert _run(TALKING).tried == ("198.51.100.9",)


def test_talking_to_oneself_is_nobody_elses_business() -> None:
    outcome = _run(TO_ITSELF)
    assert (outcome.tried, outcome.status) == ((), 0)
