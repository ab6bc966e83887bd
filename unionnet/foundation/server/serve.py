# SPDX-License-Identifier: Apache-2.0
"""The command `unionnet serve`, from first word to last."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from unionnet.foundation.postgres import Cluster

from . import begin
from .network import addresses, own_names
from .opening import Opening
from .reload import Watch
from .stepping_down import step_down
from .supervisor import Place, Supervisor, allow_many_files, alone_with, check_port, say

NEEDS_TLS = (
    "局域网使用 http：扫码摄像头、定位、通行密钥、安装到桌面需要 https，届时请放在反向代理之后。\n"
    "Over plain http in the network these do not work: camera, location, passkeys, installing as an app."
)


def serve(*, host: str, port: int, demo: str | None, reload: bool = False) -> int:
    """Start everything, say where it is, keep it going until Ctrl-C."""
    data = begin.data_folder()
    os.environ["UNIONNET_DATA"] = str(data)
    if words := step_down(data, fresh=True):
        say(words)
    check_port(host, port)
    with alone_with(data):
        allow_many_files()
        place = Place(host, port, data)
        _tell_settings(place, demo)
        supervisor = Supervisor(place, None if os.environ.get("DATABASE_URL") else _own_cluster(data))
        opening = Opening(supervisor, data, demo)
        try:
            supervisor.start_database()
            opening.open(lambda signins: _announce(place, signins))
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
    names = ["127.0.0.1", "localhost", "[::1]"]
    if not _is_local(place.host):
        here = addresses()
        if here:  # posters and links must lead other machines here
            os.environ.setdefault("UNIONNET_PUBLIC_URL", f"http://{here[0]}:{place.port}")
        names += [*here, *own_names()]
    os.environ.setdefault("UNIONNET_HOSTS", ",".join([*names, place.host]))


def _announce(place: Place, signins: Iterable[object]) -> None:
    lines = ["", f"  工会一张网 UnionNet  →  {place.address}"]
    if not _is_local(place.host):
        lines += [f"                          http://{address}:{place.port}" for address in addresses()]
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
