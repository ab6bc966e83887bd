# SPDX-License-Identifier: Apache-2.0
"""Which account of the operating system PostgreSQL runs under.

PostgreSQL refuses to run as root. Started by root it runs as the system account `unionnet`, made when absent;
where no account can be made, as `nobody`. Started by anyone else it runs as that person.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SYSTEM_ACCOUNT = "unionnet"


@dataclass(frozen=True)
class Account:
    """An account, and how to start a process or own a file as it."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    def popen_options(self) -> dict[str, Any]:
        """Arguments for subprocess that drop to this account."""
        if self.is_ours:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)

    def can_run(self, program: Path, *words: str) -> bool:
        """Whether this account reaches the program and the program finds what it needs."""
        try:
            answer = subprocess.run(  # noqa: S603  (a fixed program of ours)
                [program, *(words or ["--version"])],
                capture_output=True,
                cwd="/",
                check=False,
                **self.popen_options(),
            )
        except OSError:
            return False
        return answer.returncode == 0

    def can_enter(self, folder: Path) -> bool:
        """Whether this account may pass through every folder on the way to this one."""
        if self.is_ours:
            return os.access(folder, os.X_OK)
        return all(_may_pass(step, self) for step in (folder, *folder.parents))


def _may_pass(folder: Path, account: Account) -> bool:
    found = folder.stat()
    if found.st_uid == account.uid:
        return bool(found.st_mode & 0o100)
    if found.st_gid == account.gid:
        return bool(found.st_mode & 0o010)
    return bool(found.st_mode & 0o001)


def database_account(data: Path) -> Account:
    """The account for this data folder: its owner when the data exist already."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if (data / "PG_VERSION").exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    return service_account() or _account_named("nobody") or Account(65534, 65534)


def service_account() -> Account | None:
    """The system account of the product, made when absent; None where none can be made."""
    name = os.environ.get("UNIONNET_OS_USER", SYSTEM_ACCOUNT)
    return _account_named(name) or _make_account(name)


def _account_named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _make_account(name: str) -> Account | None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if not useradd:
        return None
    subprocess.run(  # noqa: S603  (a fixed program, the name comes from the operator)
        [useradd, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name],
        capture_output=True,
        check=False,
    )
    return _account_named(name)
