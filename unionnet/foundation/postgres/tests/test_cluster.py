# SPDX-License-Identifier: Apache-2.0
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from unionnet.foundation.postgres import Cluster, Trouble, binaries, ensure
from unionnet.foundation.postgres.binaries import Binaries, find_binaries, reachable
from unionnet.foundation.postgres.processes import processes_of

OWNER = "unionnet_owner"
APP = "unionnet_app"
STARTER = """
import sys
from pathlib import Path
from unionnet.foundation.postgres import ensure
print(ensure(Path(sys.argv[1])).pid())
"""


def ask(cluster: Cluster, question: str, role: str = APP) -> object:
    with psycopg.connect(cluster.url(role)) as conn:
        row = conn.execute(question).fetchone()
        return row[0] if row else None


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_is_version_18_with_checksums_and_an_order_that_no_update_can_change(cluster: Cluster) -> None:
    assert ask(cluster, "SELECT current_setting('server_version_num')::int / 10000") == 18
    assert ask(cluster, "SHOW data_checksums") == "on"
    assert ask(cluster, "SELECT datlocprovider FROM pg_database WHERE datname = 'unionnet'") == "b"
    assert ask(cluster, "SELECT datlocale FROM pg_database WHERE datname = 'unionnet'") == "C.UTF-8"
    assert ask(cluster, "SHOW fsync") == "on"
    assert ask(cluster, "SHOW synchronous_commit") == "on"


def test_nobody_is_let_in_without_a_password(cluster: Cluster) -> None:
    lines = (cluster.folders.data / "pg_hba.conf").read_text().splitlines()
    methods = {line.split()[-1] for line in lines if line and not line.startswith("#")}
    assert methods == {"scram-sha-256"}
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(cluster.url(APP), password="a guess")


def test_the_only_door_is_a_private_socket(cluster: Cluster) -> None:
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert mode(cluster.folders.socket) == 0o700
    assert mode(cluster.folders.data) == 0o700


def test_the_server_never_runs_as_root(cluster: Cluster) -> None:
    pid = cluster.pid()
    assert pid is not None
    assert Path(f"/proc/{pid}").stat().st_uid == cluster.account.uid != 0


def test_passwords_lie_in_private_files(cluster: Cluster) -> None:
    files = list(cluster.folders.keys.iterdir())
    assert {file.name for file in files} == {"postgres", OWNER, APP}
    assert {mode(file) for file in files} == {0o600}


def test_the_application_is_nobody_special(cluster: Cluster) -> None:
    powers = "rolsuper, rolcreatedb, rolcreaterole, rolbypassrls"
    assert ask(cluster, f"SELECT ({powers})::text FROM pg_roles WHERE rolname = '{APP}'") == "(f,f,f,f)"
    assert ask(cluster, f"SELECT ({powers})::text FROM pg_roles WHERE rolname = '{OWNER}'") == "(f,t,f,f)"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(cluster, "CREATE TABLE mine (id int)")


def test_the_log_keeps_no_values(cluster: Cluster) -> None:
    with pytest.raises(psycopg.errors.InvalidTextRepresentation):
        ask(cluster, "SELECT 'canary-13800138000'::int")
    with psycopg.connect(cluster.url(OWNER)) as conn:
        conn.execute("CREATE TEMP TABLE t (phone text PRIMARY KEY)")
        conn.execute("INSERT INTO t VALUES ('canary-13800138001')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            conn.execute("INSERT INTO t VALUES ('canary-13800138001')")
    assert "canary" not in cluster.folders.log.read_text()


def test_ensure_attaches_to_what_runs(cluster: Cluster) -> None:
    before = cluster.pid()
    began = time.monotonic()
    assert ensure(cluster.folders.asked).pid() == before
    assert time.monotonic() - began < 1


def test_many_at_once_start_one_server(place: Path) -> None:
    data = place / "together"
    command = [sys.executable, "-c", STARTER, str(data)]
    starters = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    pids = {starter.communicate(timeout=60)[0].strip() for starter in starters}
    assert pids == {str(Cluster(data).pid())}
    Cluster(data).stop()


def test_it_outlives_the_process_that_started_it_and_stops_when_told(place: Path) -> None:
    data = place / "alone"
    subprocess.run([sys.executable, "-c", STARTER, str(data)], check=True, stdout=subprocess.DEVNULL)
    cluster = Cluster(data)
    assert cluster.running()
    cluster.stop()
    assert not cluster.running()
    assert processes_of(cluster.folders.data) == []


def test_after_a_kill_it_starts_again_with_everything_that_was_committed(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(OWNER)) as conn:
        conn.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        conn.execute("INSERT INTO kept VALUES (42)")
    pid = cluster.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    began = time.monotonic()
    cluster.start()
    assert time.monotonic() - began < 15
    assert cluster.pid() != pid
    assert ask(cluster, "SELECT n FROM kept", OWNER) == 42


def test_a_stale_lock_file_naming_a_living_stranger_is_no_obstacle(cluster: Cluster) -> None:
    cluster.stop()
    stranger = subprocess.Popen(["/bin/sleep", "60"])
    try:
        cluster.folders.pid_file.write_text(f"{stranger.pid}\n{cluster.folders.data}\n")
        cluster.start()
        assert cluster.running()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_data_of_a_newer_server_are_refused_in_clear_words(cluster: Cluster) -> None:
    cluster.stop()
    mark = cluster.folders.data / "PG_VERSION"
    mark.write_text("19\n")
    with pytest.raises(Trouble, match="made by PostgreSQL 19") as trouble:
        cluster.start()
    assert trouble.value.exit_code == 78
    assert "PostgreSQL 19" in trouble.value.chinese
    mark.write_text("18\n")
    cluster.start()


def test_a_long_path_gets_a_short_socket_folder(place: Path) -> None:
    folder = place / ("long-" * 12) / ("path-" * 12)
    cluster = Cluster(folder / "postgres")
    assert len(os.fsencode(cluster.folders.socket)) <= 86
    assert mode(cluster.folders.socket) == 0o700
    cluster.start()
    assert cluster.running()
    cluster.stop()
    cluster.folders.socket.rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is kept from a folder that root itself made")
def test_under_a_closed_home_the_data_go_where_the_server_can_reach_them(place: Path) -> None:
    home = place / "closed"
    home.mkdir(mode=0o700)
    cluster = Cluster(home / "postgres")
    cluster.start()
    try:
        assert (home / "postgres").is_symlink()
        assert cluster.folders.data.is_relative_to("/var/lib/unionnet")
        assert Cluster(home / "postgres").running()
    finally:
        cluster.stop()
        subprocess.run(["rm", "-rf", cluster.folders.data.parent], check=True)


def test_the_older_server_of_the_wheel_works_too(place: Path) -> None:
    cluster = ensure(place / "sixteen", version=16)
    assert ask(cluster, "SELECT current_setting('server_version_num')::int / 10000") == 16
    assert ask(cluster, "SELECT datcollate FROM pg_database WHERE datname = 'unionnet'") == "C.UTF-8"
    cluster.stop()


@pytest.mark.skipif("PG15_BIN" not in os.environ, reason="PG15_BIN names no PostgreSQL 15")
def test_an_installed_fifteen_works_too(place: Path) -> None:
    cluster = ensure(place / "fifteen", binaries=Path(os.environ["PG15_BIN"]))
    assert ask(cluster, "SELECT current_setting('server_version_num')::int / 10000") == 15
    cluster.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is kept from a folder that root itself made")
def test_programs_in_a_closed_home_are_copied_once_to_where_the_server_can_run_them(
    place: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = place / "private"
    home.mkdir(mode=0o700)
    wheel = find_binaries(18).folder.parents[1]
    for package in (wheel, wheel.with_name(wheel.name + ".libs")):
        shutil.copytree(package, home / package.name, symlinks=True)
    monkeypatch.setattr(binaries, "SHARED_PLACE", place / "shared")
    hidden = Binaries(home / wheel.name / "pginstall18" / "bin", 18)
    assert not cluster.account.can_run(hidden.program("postgres"))
    copied = reachable(hidden, cluster.account)
    assert copied.folder.is_relative_to(place / "shared")
    assert cluster.account.can_run(copied.program("initdb"))
    assert reachable(hidden, cluster.account) == copied
