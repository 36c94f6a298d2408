"""Runs a command on a network of its own where every packet that leaves is caught: a wire that leads nowhere.

Linux only: a network namespace with a tunnel (``/dev/net/tun``) as its only way out, read by us.
"""

import ctypes
import fcntl
import os
import select
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
_SIOCSIFADDR, _SIOCSIFNETMASK, _SIOCADDRT = 0x8916, 0x891C, 0x890B
_SIOCGIFFLAGS, _SIOCSIFFLAGS = 0x8913, 0x8914
_IFF_UP, _IFF_RUNNING, _RTF_UP = 0x1, 0x40, 0x1
_NAME = b"watched0"
_TUNNEL = Path("/dev/net/tun")


class CannotWatchError(Exception):
    """This machine does not let us make a network of our own."""


@dataclass(frozen=True)
class Outcome:
    """How the command ended, what it said, and where it tried to send something."""

    status: int
    said: str
    tried: tuple[str, ...]


def run_watched(command: Sequence[str], env: Mapping[str, str], *, timeout_s: float = 120) -> Outcome:
    """Run ``command``; the namespace is made in a child, so that this process stays where it is.

    Raises:
        CannotWatchError: no namespaces, or no tunnel.
    """
    watcher = [sys.executable, __file__, *command]
    done = subprocess.run(watcher, env=env, capture_output=True, text=True, timeout=timeout_s, check=False)
    *said, last = done.stdout.splitlines() or [""]
    if not last.startswith("tried:"):
        raise CannotWatchError(last or done.stderr)
    tried = tuple(last.removeprefix("tried:").split())
    return Outcome(done.returncode, "\n".join([*said, done.stderr]), tried)


def _enter_own_network() -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_CLONE_NEWNET) != 0:
        if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
            raise CannotWatchError(os.strerror(ctypes.get_errno()))
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")  # the command is no root it was not before
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    try:
        tunnel = os.open(_TUNNEL, os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(tunnel, _TUNSETIFF, struct.pack("16sH14x", _NAME, _IFF_TUN | _IFF_NO_PI))
    except OSError as error:
        raise CannotWatchError(f"{_TUNNEL}: {error.strerror}") from error
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        _set_address(control, _SIOCSIFADDR, "10.11.12.1")
        _set_address(control, _SIOCSIFNETMASK, "255.255.255.0")
        for name in (_NAME, b"lo"):
            asked = fcntl.ioctl(control, _SIOCGIFFLAGS, struct.pack("16sH", name, 0))
            (flags,) = struct.unpack("16xH", asked[:18])
            fcntl.ioctl(control, _SIOCSIFFLAGS, struct.pack("16sH14x", name, flags | _IFF_UP | _IFF_RUNNING))
        _route_everything(control)
    return tunnel


def _set_address(control: socket.socket, request: int, address: str) -> None:
    told = struct.pack("16sHH4s8x", _NAME, socket.AF_INET, 0, socket.inet_aton(address))
    fcntl.ioctl(control, request, told)


def _route_everything(control: socket.socket) -> None:
    anywhere = struct.pack("HH4s8x", socket.AF_INET, 0, bytes(4))
    device = ctypes.create_string_buffer(_NAME)
    route = struct.pack(  # struct rtentry
        "P16s16s16sHhPPhPPPH", 0, *(anywhere,) * 3, _RTF_UP, 0, 0, 0, 0, ctypes.addressof(device), 0, 0, 0
    )
    fcntl.ioctl(control, _SIOCADDRT, route)


def _watch(tunnel: int, child: subprocess.Popen[bytes]) -> list[str]:
    tried: dict[str, None] = {}
    quiet_since = 0.0
    while child.poll() is None or not quiet_since or time.monotonic() - quiet_since < 0.2:
        quiet_since = quiet_since or (time.monotonic() if child.poll() is not None else 0.0)
        ready, _, _ = select.select([tunnel], [], [], 0.05)
        if ready:
            where = _destination(os.read(tunnel, 65_536))
            if where:
                tried[where] = None
    return list(tried)


def _destination(packet: bytes) -> str:
    """Where a packet wants to go; empty for what the kernel says by itself (multicast of IPv6)."""
    version = packet[0] >> 4
    if version == 4:
        return socket.inet_ntop(socket.AF_INET, packet[16:20])
    address = packet[24:40]
    return "" if address[0] == 0xFF else socket.inet_ntop(socket.AF_INET6, address)


def _main() -> int:
    try:
        tunnel = _enter_own_network()
    except CannotWatchError as error:
        print(f"cannot watch: {error}")
        return 0
    child = subprocess.Popen(sys.argv[1:])
    tried = _watch(tunnel, child)
    print("tried:", *tried, flush=True)
    return child.returncode


if __name__ == "__main__":
    sys.exit(_main())
