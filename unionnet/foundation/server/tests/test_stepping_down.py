# SPDX-License-Identifier: Apache-2.0
"""Started by root, nothing that faces the network is root. In real processes where the machine allows it."""

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from unionnet.foundation.postgres.account import Account, service_account
from unionnet.foundation.server import stepping_down
from unionnet.foundation.server.leash import leash
from unionnet.foundation.server.stepping_down import step_down

from .conftest import ROOT, free_port, wait_for
from .test_serve import WITHOUT, Running, children

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can step down")


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where anybody can reach, unlike the folders of pytest."""
    with tempfile.TemporaryDirectory(prefix="un-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def account() -> Account:
    if (found := service_account()) is None:
        pytest.skip("no system account can be made here")
    return found


@pytest.fixture
def python(account: Account) -> str:
    """A Python that account can run; ours may lie in somebody's home."""
    right = f"import sys, unionnet.cli; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", told()["PYTHONPATH"])
        for program in (sys.executable, shutil.which("python3", path="/usr/bin")):
            if program and account.can_run(Path(program), "-c", right):
                return program
    pytest.skip("the system account can read no Python with our packages")


def told(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in WITHOUT}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(ROOT), sysconfig.get_path("purelib")]), **more}


def owners(top: Path) -> set[int]:
    return {path.lstat().st_uid for path in (top, *top.rglob("*"))}


@only_root
def test_a_new_register_is_the_system_account_s_from_the_first_file_on(
    python: str, account: Account, folder: Path
) -> None:
    data = folder / "data"
    port = free_port()
    command = [python, "-m", "unionnet", "serve", "--data", str(data), "--port", str(port)]
    process = subprocess.Popen(
        command,
        cwd="/",
        env=told(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=leash(),
    )
    house = Running(process, port, data)
    try:
        wait_for(lambda: house.is_well() or process.poll() is not None, 90)
        assert process.poll() is None, process.communicate()
        ours = [process.pid, *children(process.pid)]
        assert len(ours) >= 4
        assert {Path(f"/proc/{pid}").stat().st_uid for pid in ours} == {account.uid}
        for words in (["migrate"], ["doctor"]):  # by root again, beside the running one
            subprocess.run(
                [python, "-m", "unionnet", *words], cwd="/", env=told(UNIONNET_DATA=str(data)), check=False,
                capture_output=True,
            )  # fmt: skip
        assert owners(data) == {account.uid}
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
    assert process.returncode == 0


@only_root
def test_data_of_root_s_own_stay_root_s_with_advice(folder: Path) -> None:
    (folder / "keys").mkdir()
    assert f"chown -R ACCOUNT {folder}" in step_down(folder, fresh=True)
    assert (os.geteuid(), owners(folder)) == (0, {0})


@only_root
def test_where_the_account_cannot_reach_root_stays_and_says_so(account: Account, tmp_path: Path) -> None:
    data = tmp_path / "data"
    tmp_path.chmod(0o700)
    assert f"cannot reach {tmp_path}," in step_down(data, fresh=True)
    assert (os.geteuid(), owners(data)) == (0, {0})


@only_root
def test_a_folder_closed_to_others_is_given_away_all_the_same(account: Account, folder: Path) -> None:
    data = folder / "data"
    data.mkdir(mode=0o700)
    assert str(data) not in stepping_down._hindrance(account, data)


@only_root
def test_code_the_account_cannot_read_is_named(
    account: Account, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stepping_down, "READS_THE_CODE", "import a_module_that_is_not_there")
    assert f"cannot reach {sys.executable}, {ROOT}" in step_down(folder, fresh=True)
    assert os.geteuid() == 0


@only_root
def test_a_short_command_takes_nothing_from_root(folder: Path) -> None:
    assert step_down(folder) == ""
    assert (os.geteuid(), owners(folder)) == (0, {0})
