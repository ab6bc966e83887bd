# SPDX-License-Identifier: Apache-2.0
"""From what PostgreSQL wrote to what the operator should do."""

from pathlib import Path

from .trouble import Trouble

# What PostgreSQL writes -> code, exit code, Chinese, English. The first match counts.
KNOWN = (
    (
        "No space left on device",
        "disk_full",
        74,
        "磁盘已满，数据库无法启动。请清理空间后重试，数据没有损坏。",
        "The disk is full and the database cannot start. Make room and try again; the data are unharmed.",
    ),
    (
        "Permission denied",
        "no_permission",
        77,
        "数据库没有权限读写自己的文件夹。请检查属主和权限（应为 0700）。",
        "The database may not read or write its own folder. Check owner and mode (should be 0700).",
    ),
    (
        "has invalid permissions",
        "no_permission",
        77,
        "数据文件夹的权限过宽。请改为 0700。",
        "The data folder is open to others. Set its mode to 0700.",
    ),
    (
        "database files are incompatible",
        "data_newer",
        78,
        "数据由其他版本的 PostgreSQL 建立，无法读取。",
        "The data were made by another version of PostgreSQL and cannot be read.",
    ),
    (
        "lock file",
        "locked",
        75,
        "数据文件夹正被另一个数据库进程使用。",
        "Another database process is using the data folder.",
    ),
    (
        "could not create shared memory segment",
        "no_memory",
        71,
        "系统共享内存不足。",
        "The system has too little shared memory.",
    ),
)


def tail_of(log: Path, start: int) -> str:
    """What was written to the log since `start`, at most the last 20 lines."""
    try:
        with log.open("rb") as file:
            file.seek(start)
            return "\n".join(file.read().decode(errors="replace").splitlines()[-20:])
    except OSError:
        return ""


def trouble_in(text: str, asked: Path) -> Trouble:
    for sign, code, exit_code, chinese, english in KNOWN:
        if sign in text:
            return Trouble(code, f"{chinese}（{asked}）", f"{english} ({asked})", exit_code=exit_code)
    return Trouble(
        "no_start",
        f"数据库未能启动（{asked}）。最后的记录：\n{text}",
        f"The database did not start ({asked}). Its last words are above.",
    )
