# SPDX-License-Identifier: Apache-2.0
"""The command line: `unionnet serve | migrate | load | bench | drill | doctor | worker | manage …`.

A command of an upper floor registers itself: `unionnet.doors.<name>` offers `register(subparsers)`.
"""

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import psycopg

from unionnet.foundation.postgres import Trouble
from unionnet.foundation.postgres.trouble import disk_full, unreachable
from unionnet.foundation.scope import open_process
from unionnet.foundation.server import begin
from unionnet.foundation.server import commands as server_commands
from unionnet.foundation.server.stepping_down import step_down

OFFERED = {"load": "demo", "bench": "bench", "drill": "drill"}
# Commands of Django that need no database; for the others the embedded one is started when none is named.
WITHOUT_DATABASE = {
    "help",
    "check",
    "makemigrations",
    "collectstatic",
    "findstatic",
    "diffsettings",
    "version",
}
AS_OWNER = {"migrate", "flush", "sqlflush", "dbshell"}


def main(arguments: list[str] | None = None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unionnet.settings")
    try:
        if words[:1] == ["manage"]:
            return _manage(words[1:])
        asked = _parser().parse_args(words)
        if asked.run is not server_commands.run_serve:  # it may be told of other data
            _step_down()
        run: Callable[[argparse.Namespace], int | None] = asked.run
        open_process("a command of the operator")
        return run(asked) or 0
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return trouble.exit_code
    except psycopg.Error as problem:
        return _say_what_the_database_said(problem)
    except Exception as problem:
        if isinstance(problem.__cause__, psycopg.Error):
            return _say_what_the_database_said(problem.__cause__)
        raise
    except KeyboardInterrupt:
        return 130


def _step_down() -> None:
    """What root does here belongs to whom the data belong to."""
    if words := step_down(begin.data_folder()):
        sys.stderr.write(f"{words}\n")


def _say_what_the_database_said(problem: psycopg.Error) -> int:
    """What an operator can put right, in a word. Anything else is a fault of ours and shown whole."""
    if isinstance(problem, psycopg.errors.DiskFull):
        trouble = disk_full(begin.data_folder())
    elif isinstance(problem, psycopg.OperationalError) and problem.sqlstate is None:
        trouble = unreachable(str(problem).strip().splitlines()[0])
    else:
        raise problem
    sys.stderr.write(f"{trouble}\n")
    return trouble.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="unionnet", description="工会一张网 UnionNet")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    server_commands.register(commands, lambda: import_module("unionnet.doors.demo"))
    manage = commands.add_parser("manage", help="Django 管理命令 / Django's own commands", add_help=False)
    manage.set_defaults(run=lambda asked: _manage([]))
    for command, module in OFFERED.items():
        name = f"unionnet.doors.{module}"
        if find_spec(name) and hasattr(import_module(name), "register"):
            import_module(name).register(commands)
        else:
            absent = commands.add_parser(command, help="（尚未安装） / not installed")
            absent.set_defaults(run=lambda asked, command=command: _absent(command))
    return parser


def _absent(command: str) -> int:
    sys.stderr.write(f"unionnet {command}: 未安装 / not installed\n")
    return 64


def _manage(words: list[str]) -> int:
    if words and words[0] not in WITHOUT_DATABASE:
        _step_down()
        if words[0] in AS_OWNER:
            begin.find_owner()
        else:
            begin.find_database()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["unionnet manage", *words])
    return 0
