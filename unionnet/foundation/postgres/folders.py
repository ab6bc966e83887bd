# SPDX-License-Identifier: Apache-2.0
"""Where one cluster keeps its data, socket, log and passwords."""

import contextlib
import errno
import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .account import Account
from .binaries import SHARED_PLACE
from .trouble import Trouble, disk_full, no_permission

LONGEST_SOCKET_FOLDER = 100 - len("/.s.PGSQL.5432")


@dataclass(frozen=True)
class Folders:
    """All paths of one cluster. `asked` is what the operator named; `data` may be behind a link."""

    asked: Path
    data: Path
    socket: Path
    log: Path
    keys: Path
    lock: Path

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def ready_mark(self) -> Path:
        """Written once roles and database exist."""
        return self.data / "unionnet.ready"


def folders_for(asked: Path, account: Account) -> Folders:
    """Decide the paths, making the folders around the data but not the data themselves."""
    asked = asked.absolute()
    beside = asked.parent
    try:
        beside.mkdir(parents=True, exist_ok=True)
        data = _data_folder(asked, account)
        return Folders(
            asked=asked,
            data=data,
            socket=_socket_folder(data, account),
            log=private_folder(beside / "log") / f"{asked.name}.log",
            keys=private_folder(beside / "keys") / asked.name,
            lock=beside / f".{asked.name}.lock",
        )
    except PermissionError as problem:
        raise no_permission(problem.filename) from problem
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            raise disk_full(problem.filename) from problem
        raise


def private_folder(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _data_folder(asked: Path, account: Account) -> Path:
    """The folder itself, or a place under /var/lib that the database account can reach, behind a link."""
    if asked.is_symlink():
        return asked.resolve()
    if account.is_ours or account.can_enter(asked.parent):
        return asked
    SHARED_PLACE.mkdir(mode=0o755, parents=True, exist_ok=True)
    elsewhere = Path(tempfile.mkdtemp(prefix="data-", dir=SHARED_PLACE))
    elsewhere.chmod(0o711)
    asked.symlink_to(elsewhere / asked.name)
    return elsewhere / asked.name


def _socket_folder(data: Path, account: Account) -> Path:
    beside = data.parent / "run" / data.name
    if len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER:
        beside.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        return _owned(beside, account)
    short = f"unionnet-{account.uid}-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}"
    run = Path(os.environ.get("XDG_RUNTIME_DIR") or "/run")
    parent = run if os.access(run, os.W_OK) and account.can_enter(run) else Path(tempfile.gettempdir())
    return _owned(parent / short, account)


def _owned(folder: Path, account: Account) -> Path:
    """A 0700 folder of this account. One that somebody else laid there beforehand is refused."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        account.own(folder)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {account.uid, os.geteuid()}:
        raise Trouble(
            "foreign_socket_folder",
            f"{folder} 属于其他用户，拒绝使用。",
            f"{folder} belongs to somebody else and is not used.",
            exit_code=77,
        )
    account.own(folder)
    folder.chmod(0o700)
    return folder
