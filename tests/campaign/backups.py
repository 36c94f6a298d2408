"""Backups that are not what they seem, chosen to be put back; and thirty, of which the newest are damaged."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import UUID

from backed_up import a_record, one_more, patients_in
from builders import TickingClock
from campaign.disks import half_written
from campaign.judging import expect, must_refuse, tried
from campaign.tally import Tally
from clinic_app.data import record as record_module
from clinic_app.data.backup_finder import Finder
from clinic_app.data.record import SqlRecord, create_record, open_record
from clinic_app.domain.access import Actor, WayKind
from clinic_app.domain.backup import Backup, BackupState, newest_verified
from clinic_app.domain.errors import KnownError
