"""Whether the record's folder is another machine's, or is copied into a cloud."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Final

from clinic_app.domain.record_place import PlaceRisk

MOUNTS: Final = Path("/proc/mounts")
"""Linux's list of what is mounted where."""

_OF_ANOTHER_MACHINE: Final = re.compile(
    r"nfs4?|cifs|smb3?|smbfs|ncpfs|afs|9p|ceph|glusterfs|lustre|davfs|"
    r"fuse\.(sshfs|rclone|davfs2?|s3fs|gvfsd-fuse|glusterfs|ceph.*|gcsfuse|google-drive-ocamlfuse|smbnetfs|curlftpfs)"
)
_CLOUDS: Final = re.compile(
    r"dropbox( .*)?|onedrive( .*)?|onedrive-.*|google ?drive.*|my drive|googledrive-.*|icloud ?drive.*|"
    r"com~apple~clouddocs|mobile documents|nextcloud|owncloud|pcloud ?drive|mega(sync)?|box( sync)?|"
    r"proton ?drive.*|syncthing|seafile|yandex\.?disk|tresorit.*|koofr|jottacloud",
    re.IGNORECASE,
)
_OCTAL: Final = re.compile(r"\\([0-7]{3})")


def risks_of(folder: Path) -> Sequence[tuple[PlaceRisk, str]]:
    """What puts a record in ``folder`` at risk, with the drive or folder that does so."""
    try:
        real = folder.resolve()
    except (OSError, RuntimeError):
        real = folder
    found = []
    network = _network_above(real, _mounts())
    if network:
        found.append((PlaceRisk.NETWORK, network))
    cloud = cloud_in(real) or cloud_in(folder)
    if cloud:
        found.append((PlaceRisk.CLOUD, cloud))
    return found


def cloud_in(folder: PurePath) -> str:
    """The part of a path that names a cloud's folder; empty without one."""
    return next((part for part in folder.parts if _CLOUDS.fullmatch(part)), "")


def _network_above(folder: Path, mounts: str) -> str:
    if sys.platform == "win32":
        return folder.drive if folder.drive.startswith("\\\\") else ""
    return network_of(folder, mounts)


def network_of(folder: PurePath, mounts: str) -> str:
    """The mount point of another machine's disk above ``folder``; ``mounts`` as Linux lists them."""
    nearest, kind = PurePath("/"), ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = PurePath(_OCTAL.sub(lambda found: chr(int(found[1], 8)), parts[1]))
        if folder.is_relative_to(point) and len(point.parts) >= len(nearest.parts):
            nearest, kind = point, parts[2]
    return str(nearest) if _OF_ANOTHER_MACHINE.fullmatch(kind) else ""


def _mounts() -> str:
    try:
        return MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
