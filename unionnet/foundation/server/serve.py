# SPDX-License-Identifier: Apache-2.0
"""The command `unionnet serve`, from first word to last."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable
from pathlib import Path

from unionnet.foundation.postgres import Cluster, Trouble

from . import begin
from .leash import leash
from .ready import fingerprint
from .reload import Watch
from .supervisor import Place, Supervisor, allow_many_files, alone_with, check_port, say

HOPELESS = 3
NEEDS_TLS = (
    "局域网使用 http：扫码摄像头、定位、通行密钥、安装到桌面需要 https，届时请放在反向代理之后。\n"
    "Over plain http in the network these do not work: camera, location, passkeys, installing as an app."
)


def serve(*, host: str, port: int, demo: str | None, reload: bool = False) -> int:
    """Start everything, say where it is, keep it going until Ctrl-C."""
    data = begin.data_folder()
    os.environ["UNIONNET_DATA"] = str(data)
    check_port(host, port)
    with alone_with(data):
        allow_many_files()
        place = Place(host, port, data)
        _tell_settings(place, demo)
        supervisor = Supervisor(place, None if os.environ.get("DATABASE_URL") else _own_cluster(data))
        try:
            _open(supervisor, data, demo)
            supervisor.watch(Watch().changed if reload else lambda: False)
        finally:
            say("正在停止… / stopping…")
            supervisor.end()
    return 0


def _own_cluster(data: Path) -> Cluster:
    """Ours alone: one left running in the background by another command is ended first."""
    cluster = Cluster(data / "postgres")
    if cluster.pid() is not None:
        cluster.stop()
    return cluster


def _tell_settings(place: Place, demo: str | None) -> None:
    if demo:
        os.environ["UNIONNET_DEMO"] = "1"
    names = ["127.0.0.1", "localhost", "[::1]", *([] if _is_local(place.host) else _addresses())]
    os.environ.setdefault("UNIONNET_HOSTS", ",".join([*names, place.host]))


def _open(supervisor: Supervisor, data: Path, demo: str | None) -> None:
    """With nothing new since the last start, the doors open while the demo world is still being refreshed."""
    mark = data / "ready"
    now = fingerprint() + (demo or "")
    has_data = supervisor.cluster is not None and supervisor.cluster.folders.ready_mark.exists()
    is_known = has_data and mark.exists() and mark.read_text() == now
    supervisor.start_database()
    if is_known:
        supervisor.start_servers()
    signins = _get_ready(supervisor, demo)
    if supervisor.ending:
        return
    mark.write_text(now)
    if not is_known:
        supervisor.start_servers()
    _wait_for_door(supervisor)
    _announce(supervisor.place, signins)


def _get_ready(supervisor: Supervisor, demo: str | None) -> list[object]:
    command = [sys.executable, "-m", "unionnet", "ready", *(["--demo", demo] if demo else [])]
    answer = subprocess.Popen(  # noqa: S603  (our own command)
        command,
        env=supervisor.environment(owner=True),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=leash(),
    )
    while answer.poll() is None:
        if supervisor.ending:
            answer.terminate()
        time.sleep(0.02)
    words = answer.stdout.read().strip().splitlines() if answer.stdout else []
    if supervisor.ending:
        return []
    if answer.returncode != 0 or not words:
        raise Trouble(
            "not_ready",
            "准备数据库时出错，详见上文。可运行 unionnet doctor 自检。",
            "Preparing the database failed, see above. `unionnet doctor` may know more.",
        )
    found: list[object] = json.loads(words[-1])["signins"]
    return found


def _wait_for_door(supervisor: Supervisor, limit: float = 60.0) -> None:
    address = f"{supervisor.place.address}/healthz"
    give_up = time.monotonic() + limit
    while not supervisor.ending and time.monotonic() < give_up:
        try:
            with urllib.request.urlopen(address, timeout=3) as answer:  # noqa: S310  (our own address)
                if answer.status == 200:
                    return
        except OSError:
            pass
        for child in supervisor.others:
            child.look()
            if child.deaths >= HOPELESS:
                raise _no_start()
        time.sleep(0.05)
    if not supervisor.ending:
        raise _no_start()


def _no_start() -> Trouble:
    return Trouble(
        "no_start",
        "网站或后台无法启动，原因见上文。可运行 unionnet doctor 自检。",
        "The web server or the worker does not start, see above. `unionnet doctor` may know more.",
    )


def _announce(place: Place, signins: Iterable[object]) -> None:
    lines = ["", f"  工会一张网 UnionNet  →  {place.address}"]
    if not _is_local(place.host):
        lines += [f"                          http://{address}:{place.port}" for address in _addresses()]
        lines += ["", *(f"  {line}" for line in NEEDS_TLS.splitlines())]
    signins = list(signins)
    if signins:
        lines += ["", "  演示登录 demo sign-ins"]
        lines += [f"    {_one_line(signin, place)}" for signin in signins]
    lines += ["", "  Ctrl-C 停止 to stop", ""]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _one_line(signin: object, place: Place) -> str:
    if not isinstance(signin, dict):
        return str(signin)
    link = str(signin.get("path", ""))
    words = [str(value) for key, value in signin.items() if key != "path" and value]
    return "  ".join([*words, f"{place.address}{link}" if link else ""]).rstrip()


def _is_local(host: str) -> bool:
    return host in {"127.0.0.1", "localhost", "::1"}


def _addresses() -> list[str]:
    """This machine's addresses in its networks. Nothing is sent: connecting a datagram only picks a route."""
    found: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            found.append(probe.getsockname()[0])
        except OSError:
            pass
    return found
