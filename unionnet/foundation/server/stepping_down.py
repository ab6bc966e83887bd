# SPDX-License-Identifier: Apache-2.0
"""Started by root, the product becomes the account its data belong to, before it opens a door or a file.

Everything then is as if that account had started it: database, web server, worker, keys and uploads are its
own, and the code stays root's. Data of root's own stay so, with a word of advice: who owns a register is the
operator's to say.
"""

import os
import pwd
import sys
from pathlib import Path

from unionnet.foundation.postgres.account import Account, service_account

from .begin import ROOT

READS_THE_CODE = "import django, granian, psycopg, unionnet.cli"


def step_down(data: Path, *, fresh: bool = False) -> str:
    """Become the owner of the data. Returns what the operator should know.

    `fresh`: the product is to live here, so an empty folder is given to the system account first.
    """
    if os.geteuid() != 0:
        return ""
    account = _owner(data) or (_account_for_new(data) if fresh else None)
    if account is None:
        return "" if not fresh else _advice(data)
    if hindrance := _hindrance(account, data):
        return _stays(hindrance)
    if _owner(data) is None:
        account.own(data)
    _become(account, data)
    if not fresh:
        return ""
    return f"以系统账户 {_name(account)} 运行 / running as the account {_name(account)}"


def _owner(data: Path) -> Account | None:
    """Whose the data are, unless they are root's or not there."""
    if not data.is_dir() or (found := data.stat()).st_uid == 0:
        return None
    return Account(found.st_uid, found.st_gid)


def _account_for_new(data: Path) -> Account | None:
    data.mkdir(parents=True, exist_ok=True)
    return None if any(data.iterdir()) else service_account()


def _hindrance(account: Account, data: Path) -> str:
    """What this account cannot reach, or nothing."""
    needed = [data if _owner(data) else data.parent]  # a folder that is still root's is given away afterwards
    if keys := os.environ.get("UNIONNET_KEYS"):
        needed.append(Path(keys))
    for folder in needed:
        if folder.is_dir() and not account.can_enter(folder):
            return str(folder)
    if not account.can_run(Path(sys.executable), "-c", READS_THE_CODE):
        return f"{sys.executable}, {ROOT}"
    return ""


def _become(account: Account, data: Path) -> None:
    os.setgroups([])
    os.setgid(account.gid)
    os.setuid(account.uid)
    os.environ["HOME"] = str(data)
    os.environ.pop("XDG_RUNTIME_DIR", None)


def _name(account: Account) -> str:
    try:
        return pwd.getpwuid(account.uid).pw_name
    except KeyError:
        return str(account.uid)


def _stays(hindrance: str) -> str:
    return (
        f"警告：系统账户无法读取 {hindrance}，因此网站和后台以 root 运行。"
        "正式使用请把程序放在它能读到的位置，如 /opt。\n"
        f"Warning: the system account cannot reach {hindrance}, so web server and worker run as root. "
        "In service, keep the program where it can be read, such as /opt."
    )


def _advice(data: Path) -> str:
    return (
        f"警告：正以 root 运行，因为 {data} 属于 root。"
        f"正式使用请停止后把它交给一个系统账户：chown -R 账户 {data}\n"
        f"Warning: running as root, since {data} is root's. In service, stop and give it to an account: "
        f"chown -R ACCOUNT {data}"
    )
