# SPDX-License-Identifier: Apache-2.0
"""What an operator is told when the database cannot start: one line in Chinese, one in English."""

from pathlib import Path


class Trouble(Exception):
    """Something the operator must put right. `exit_code` is what the command line ends with."""

    def __init__(self, code: str, chinese: str, english: str, *, exit_code: int = 70) -> None:
        super().__init__(english)
        self.code = code
        self.chinese = chinese
        self.english = english
        self.exit_code = exit_code

    def __str__(self) -> str:
        return f"{self.chinese}\n{self.english}"


def no_binaries(version: int) -> Trouble:
    return Trouble(
        "no_binaries",
        f"找不到 PostgreSQL {version} 程序。请运行 bin/setup，或设置 DATABASE_URL。",
        f"No PostgreSQL {version} programs found. Run bin/setup, or set DATABASE_URL.",
    )


def already_running(data: Path, pid: int) -> Trouble:
    return Trouble(
        "already_running",
        f"{data} 的数据库已在运行（进程 {pid}）。请先停止，或用 --data 指定其他位置。",
        f"The database in {data} is running already (process {pid}). Stop it, or choose another --data.",
        exit_code=75,
    )


def no_permission(place: object) -> Trouble:
    return Trouble(
        "no_permission",
        f"没有权限写入 {place}。请检查属主和权限，或用 --data 指定其他位置。",
        f"No permission to write {place}. Check its owner and mode, or choose another --data.",
        exit_code=77,
    )


def disk_full(place: object) -> Trouble:
    return Trouble(
        "disk_full",
        f"磁盘已满（{place}）。请清理空间后重试，数据没有损坏。",
        f"The disk is full ({place}). Make room and try again; the data are unharmed.",
        exit_code=74,
    )


def made_by_another(data: Path, made_by: int, ours: int) -> Trouble:
    if made_by > ours:
        return Trouble(
            "data_newer",
            f"{data} 的数据由 PostgreSQL {made_by} 建立，当前程序为 {ours}，请使用较新的 UnionNet。",
            f"The data in {data} were made by PostgreSQL {made_by}; this is {ours}. Use the newer UnionNet.",
            exit_code=78,
        )
    return Trouble(
        "data_older",
        f"{data} 的数据由 PostgreSQL {made_by} 建立，当前程序为 {ours}。请先备份，再用 pg_upgrade 升级。",
        f"The data in {data} were made by PostgreSQL {made_by}; this is {ours}. Back up, then pg_upgrade.",
        exit_code=78,
    )


def slow_start(data: Path, seconds: float) -> Trouble:
    return Trouble(
        "slow_start",
        f"数据库 {seconds:.0f} 秒内未能就绪（{data}），可能仍在恢复。请查看日志后重试。",
        f"The database was not ready within {seconds:.0f} s ({data}); it may still recover. See its log.",
        exit_code=75,
    )


def unreachable(words: str) -> Trouble:
    return Trouble(
        "unreachable",
        f"连不上数据库：{words}。请检查 DATABASE_URL 和数据库是否在运行。",
        f"The database cannot be reached: {words}. Check DATABASE_URL and whether it runs.",
        exit_code=69,
    )
