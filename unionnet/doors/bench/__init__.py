# SPDX-License-Identifier: Apache-2.0
"""`unionnet bench NAME`: measured beside references of the same run. JSON on stdout, progress on stderr.

A bench is a module of this package with `measure(asked) -> dict`, and `options(parser)` when it has any.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

BENCHES = {
    "flash": "抢名额的一秒 / the second in which places go",
    "rush": "73 万人抢 1 万个名额 / 730,000 people for 10,000 places",
    "booking": "两人同约一个时段 / two want the same hour",
    "draw": "45 万人抽 2.4 万份礼品 / 450,000 people for 24,000 gifts",
    "pages": "常用页面 / the pages most used",
    "nearest": "最近的驿站 / the nearest stations",
    "tree": "全国组织树 / the national tree",
    "cases": "百万件办件 / a million cases",
    "services": "两百万服务人次 / two million services",
    "returns": "万家单位的统计表 / a form over ten thousand unions",
    "import": "一省的名单 / the list of a province",
}
MODULES = {"import": "importing", "services": "served"}  # words that Python or the house keeps for itself


def register(commands: Any) -> None:
    bench = commands.add_parser("bench", help="性能测量，输出 JSON / measure, prints JSON")
    kinds = bench.add_subparsers(metavar="NAME", required=True)
    for name, summary in BENCHES.items():
        module = f"{__name__}.{MODULES.get(name, name)}"
        if find_spec(module):
            parser = kinds.add_parser(name, help=summary)
            parser.set_defaults(run=_run, module=module)
            options = getattr(import_module(module), "options", None)
            if options:
                options(parser)


def _run(asked: argparse.Namespace) -> int:
    found = import_module(asked.module).measure(asked)
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 0
