# SPDX-License-Identifier: Apache-2.0
"""The commands of the house itself: serve, migrate, worker, doctor."""

import argparse
import os
from collections.abc import Callable
from typing import Any

from . import begin

Subparsers = Any  # argparse keeps its type private


def register(commands: Subparsers, find_world: Callable[[], Any]) -> None:
    """`find_world` gives the demo world of an upper floor, which this floor does not know."""
    _serve(commands)
    migrate = commands.add_parser("migrate", help="更新数据库结构 / bring the database schema up to date")
    migrate.set_defaults(run=_run_migrate)
    worker = commands.add_parser("worker", help="后台任务进程 / the process for jobs and sweeps")
    worker.set_defaults(run=_run_worker)
    doctor = commands.add_parser("doctor", help="自检并给出建议 / self-check with advice")
    doctor.set_defaults(run=_run_doctor)
    ready = commands.add_parser(
        "ready", help="启动前的准备（供 serve 使用） / what serve runs before it opens"
    )
    ready.add_argument("--demo", metavar="SCALE", help="装入演示数据 / load the demo world")
    ready.set_defaults(run=lambda asked: _run_ready(asked, find_world))


def _serve(commands: Subparsers) -> None:
    serve = commands.add_parser(
        "serve", help="启动数据库、网站和后台 / start database, web server and worker"
    )
    serve.add_argument("--host", default="127.0.0.1", help="监听地址 / address to listen on")
    serve.add_argument("--port", type=_port, default=8000, help="端口 / port (8000)")
    serve.add_argument("--data", help="数据文件夹 / folder of data and keys (var)")
    serve.add_argument("--lan", action="store_true", help="允许局域网访问 / let the local network in")
    serve.add_argument("--demo", action="store_true", help="演示模式 / demo mode")
    serve.add_argument("--scale", choices=["seed", "county", "city"], default="seed", help="演示规模 / size")
    serve.add_argument(
        "--reload", action="store_true", help="代码变化时重启 / start anew when the code changes"
    )
    serve.set_defaults(run=run_serve)


def run_serve(asked: argparse.Namespace) -> int:
    from .serve import serve

    if asked.data:
        os.environ["UNIONNET_DATA"] = asked.data
    return serve(
        host="0.0.0.0" if asked.lan else asked.host,  # noqa: S104  (asked for with --lan)
        port=asked.port,
        demo=asked.scale if asked.demo else None,
        reload=asked.reload,
    )


def _port(word: str) -> int:
    number = int(word) if word.isascii() and word.isdigit() else 0
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError(f"端口应为 1 到 65535 / a port is a number from 1 to 65535: {word}")
    return number


def _run_migrate(asked: argparse.Namespace) -> int:
    begin.as_owner()
    from .migrate import migrate

    migrate()
    return 0


def _run_ready(asked: argparse.Namespace, find_world: Callable[[], Any]) -> int:
    begin.as_owner()
    from .ready import ready

    return ready(find_world(), asked.demo)


def _run_worker(asked: argparse.Namespace) -> int:
    begin.as_application()
    from unionnet.foundation.demo import refuse_a_false_one

    from . import leash, worker

    refuse_a_false_one()
    if os.environ.get(leash.SUPERVISED):
        leash.end_with(os.getppid())
    return worker.run()


def _run_doctor(asked: argparse.Namespace) -> int:
    from .doctor import doctor

    return doctor()
