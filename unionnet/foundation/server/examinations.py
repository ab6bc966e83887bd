# SPDX-License-Identifier: Apache-2.0
"""What `unionnet doctor` looks at. Each yields (level, Chinese, English)."""

import ctypes.util
import os
import re
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from unionnet.foundation.postgres import Trouble

from .begin import ROOT, data_folder

Words = tuple[str, str, str]
LOCKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)([^\\]*)", re.M)
GIBI = 1024**3


def python() -> Iterator[Words]:
    number = sys.version.split()[0]
    yield "good", f"Python {number}", f"Python {number}"


def packages() -> Iterator[Words]:
    lock = (ROOT / "requirements" / "run.txt").read_text()
    wrong = [name for name, wanted, marker in LOCKED.findall(lock) if not marker and _version(name) != wanted]
    if wrong:
        names = ", ".join(wrong[:6])
        yield (
            "bad",
            f"依赖与锁文件不符：{names}。请运行 bin/setup",
            f"Packages differ from the lock: {names}. Run bin/setup",
        )
    else:
        yield "good", "Python 依赖与锁文件一致", "Python packages match the lock"


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def assets() -> Iterator[Words]:
    if not (ROOT / "var" / "assets" / "vendor").is_dir():
        yield "bad", "缺少网页资源。请运行 bin/setup", "Web assets are missing. Run bin/setup"
    elif not (ROOT / "var" / "static" / "staticfiles.json").exists():
        yield "bad", "静态文件尚未汇集。请运行 bin/setup", "Static files are not collected. Run bin/setup"
    else:
        yield "good", "网页资源齐全", "Web assets are in place"


def words() -> Iterator[Words]:
    stale = [po for po in (ROOT / "unionnet").glob("*/*/locale/*/LC_MESSAGES/django.po") if not _compiled(po)]
    if stale:
        yield (
            "bad",
            "译文目录未编译。请运行 bin/messages compile",
            "Catalogues not compiled. Run bin/messages compile",
        )
    else:
        yield "good", "译文目录已编译", "Message catalogues are compiled"


def _compiled(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns


def paper() -> Iterator[Words]:
    if not (ctypes.util.find_library("pango-1.0") and ctypes.util.find_library("pangoft2-1.0")):
        advice = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        yield "note", f"缺少 pango，无法生成 PDF：{advice}", f"No pango, so no PDF: {advice}"
        return
    yield "good", "PDF 所需的 pango 可用", "Pango for PDF is there"
    fc_list = shutil.which("fc-list")
    if fc_list and not _lists_chinese(fc_list):
        yield (
            "note",
            "缺少中文字体：apt-get install fonts-noto-cjk",
            "No Chinese font: apt-get install fonts-noto-cjk",
        )


def _lists_chinese(fc_list: str) -> bool:
    answer = subprocess.run([fc_list, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)  # noqa: S603
    return bool(answer.stdout.strip())


def space() -> Iterator[Words]:
    place = next(folder for folder in (data_folder(), *data_folder().parents) if folder.exists())
    free = shutil.disk_usage(place).free / GIBI
    level = "bad" if free < 0.5 else "note" if free < 5 else "good"
    yield level, f"磁盘剩余 {free:.1f} GB（{place}）", f"{free:.1f} GB free on disk ({place})"


def keys() -> Iterator[Words]:
    folder = data_folder() / "keys"
    files = [file for file in folder.rglob("*") if file.is_file()] if folder.is_dir() else []
    open_ones = [file for file in files if stat.S_IMODE(file.stat().st_mode) & 0o077]
    if open_ones:
        names = ", ".join(str(file) for file in open_ones[:3])
        yield (
            "bad",
            f"密钥文件他人可读：chmod 600 {names}",
            f"Key files are open to others: chmod 600 {names}",
        )
    elif files:
        yield (
            "good",
            f"密钥文件权限正确（{folder}，请另行备份）",
            f"Key files are private ({folder}; back them up apart)",
        )
    else:
        yield "note", "尚无密钥，首次启动时生成", "No keys yet; the first start makes them"


def account() -> Iterator[Words]:
    if os.geteuid() == 0:
        yield (
            "note",
            f"网站和后台以 root 运行：停止后执行 chown -R 账户 {data_folder()}，再启动即以该账户运行",
            f"Web server and worker run as root: stop, chown -R ACCOUNT {data_folder()}, start again",
        )
    else:
        yield "good", "不以 root 运行", "Nothing runs as root"


def database() -> Iterator[Words]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, rolsuper OR rolbypassrls, "
            "current_setting('fsync'), extract(epoch FROM clock_timestamp()) "
            "FROM pg_roles WHERE rolname = current_user"
        )
        number, mighty, fsync, clock = cursor.fetchone()
    shown = f"PostgreSQL {number // 10000}.{number % 10000}"
    if number < 150000:
        yield "bad", f"{shown}：需要 15 或更新", f"{shown}: 15 or newer is needed"
    else:
        yield "good", f"{shown} 可用", f"{shown} answers"
    if mighty:
        yield (
            "bad",
            "应用角色是超级用户或可绕过行级安全",
            "The application role is superuser or bypasses row security",
        )
    if fsync != "on":
        yield "bad", "fsync 已关闭，断电会丢失数据", "fsync is off: a power cut loses data"
    yield from _clock(float(clock))


def _clock(theirs: float) -> Iterator[Words]:
    apart = abs(time.time() - theirs)
    if apart > 2:
        yield (
            "note",
            f"本机与数据库时钟相差 {apart:.0f} 秒（以数据库为准）",
            f"Clocks differ by {apart:.0f} s (the database counts)",
        )
    else:
        yield "good", "时钟一致", "Clocks agree"


def schema() -> Iterator[Words]:
    from .migrate import outstanding

    if left := outstanding():
        yield (
            "bad",
            f"{left} 个迁移未执行。请运行 unionnet migrate",
            f"{left} migrations to run: unionnet migrate",
        )
    else:
        yield "good", "数据库结构为最新", "The schema is up to date"


def worker() -> Iterator[Words]:
    import asyncio

    from .health import state

    if asyncio.run(state())[1]:
        yield "good", "后台进程在运行", "A worker is at work"
    else:
        yield "note", "没有后台进程（unionnet serve 会启动）", "No worker runs (unionnet serve starts one)"


def demo() -> Iterator[Words]:
    from unionnet.foundation.demo import refuse_a_false_one

    try:
        refuse_a_false_one()
    except Trouble as trouble:
        yield "bad", trouble.chinese, trouble.english


WITHOUT_DATABASE = (python, packages, assets, words, paper, space, keys, account)
WITH_DATABASE = (database, schema, demo, worker)
