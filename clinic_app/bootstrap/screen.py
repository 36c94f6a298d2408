"""Is there a screen? Asked without Qt, which aborts the process where there is none."""

import ctypes
import os
import socket
import sys
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from clinic_app.bootstrap.libraries import ANY_SCREEN, WAYLAND_SCREEN, X_SCREEN


class Screen(Enum):
    """What a window can be shown on."""

    NONE = "none"
    NATIVE = "native"
    CHOSEN = "chosen"
    X = "x"
    WAYLAND = "wayland"

    def libraries(self) -> Mapping[str, str]:
        """The libraries (file name: Debian package) that Qt needs for this screen."""
        if self is Screen.X:
            return {**ANY_SCREEN, **X_SCREEN}
        if self is Screen.WAYLAND:
            return {**ANY_SCREEN, **WAYLAND_SCREEN}
        return ANY_SCREEN if self is Screen.CHOSEN else {}


def find_screen(environ: Mapping[str, str] = os.environ) -> Screen:
    """The screen this process can open a window on.

    ``QT_QPA_PLATFORM`` is a person's own choice and is believed. An X server is preferred to Wayland
    where both answer only if the session is not said to be Wayland's, as Qt itself does.
    """
    if environ.get("QT_QPA_PLATFORM"):
        return Screen.CHOSEN
    if not sys.platform.startswith("linux"):
        return Screen.NATIVE
    wayland = _wayland_answers(environ)
    if wayland and environ.get("XDG_SESSION_TYPE") == "wayland":
        return Screen.WAYLAND
    if environ.get("DISPLAY") and x_answers(environ["DISPLAY"]):
        return Screen.X
    return Screen.WAYLAND if wayland else Screen.NONE


def x_answers(display: str) -> bool:
    """True where the X server of ``display`` accepts a connection.

    Without libxcb nobody can ask; a display that is named is then believed, and the missing library is
    what the person hears of.
    """
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(display), None)
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def _wayland_answers(environ: Mapping[str, str]) -> bool:
    if not environ.get("WAYLAND_DISPLAY"):
        return False
    address = Path(environ.get("XDG_RUNTIME_DIR", "/"), environ["WAYLAND_DISPLAY"])
    with socket.socket(socket.AF_UNIX) as compositor:
        try:
            compositor.connect(str(address))
        except OSError:
            return False
    return True
