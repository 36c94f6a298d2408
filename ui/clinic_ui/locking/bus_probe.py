"""Whether a bus of the desktop answers: asked before Qt, which would wait for ever and the window too."""

import os
import socket
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

SYSTEM_BUS: Final = "unix:path=/var/run/dbus/system_bus_socket"
"""Where it is if the environment does not say."""

_WAIT_S: Final = 5.0


def system_address(environ: Mapping[str, str] = os.environ) -> str:
    """Where the machine's bus is."""
    return environ.get("DBUS_SYSTEM_BUS_ADDRESS") or SYSTEM_BUS


def session_address(environ: Mapping[str, str] = os.environ) -> str:
    """Where the bus of the person's session is; empty where there is none that Qt would find at once."""
    chosen = environ.get("DBUS_SESSION_BUS_ADDRESS")
    place = environ.get("XDG_RUNTIME_DIR")
    return chosen or (f"unix:path={place}/bus" if place else "")


def answers(address: str, wait_s: float = _WAIT_S) -> bool:
    """Whether somebody behind that address says who they are within ``wait_s`` seconds; for a thread."""
    return any(_greets(place, wait_s) for place in _sockets(address))


def _sockets(address: str) -> Iterator[str]:
    for each in address.split(";"):
        kind, _, rest = each.partition(":")
        said = dict(pair.split("=", 1) for pair in rest.split(",") if "=" in pair)
        if kind == "unix" and "path" in said:
            yield unquote(said["path"])
        elif kind == "unix" and "abstract" in said:
            yield "\0" + unquote(said["abstract"])


def _greets(place: str, wait_s: float) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(wait_s)
            line.connect(place)
            line.sendall(b"\0AUTH EXTERNAL %s\r\n" % str(os.getuid()).encode().hex().encode())
            return bool(line.recv(1))  # OK or REJECTED: it is awake
    except (OSError, ValueError):
        return False
