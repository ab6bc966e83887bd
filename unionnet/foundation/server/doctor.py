# SPDX-License-Identifier: Apache-2.0
"""The command `unionnet doctor`: looks at everything the product stands on, and advises."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from unionnet.foundation.postgres import Trouble

from . import begin, examinations

IN_ENGLISH = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "zh").startswith("en")
SIGNS = {"good": "✓", "note": "•", "bad": "✗"}


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it is, and what to do about it."""

    level: str
    chinese: str
    english: str

    def __str__(self) -> str:
        return f" {SIGNS[self.level]} {self.english if IN_ENGLISH else self.chinese}"


Examination = Callable[[], Iterator[tuple[str, str, str]]]


def findings() -> Iterator[Finding]:
    for look in (*examinations.WITHOUT_DATABASE, *_with_database()):
        try:
            yield from (Finding(*words) for words in look())
        except Exception as problem:
            yield Finding("bad", f"{look.__name__}：{problem}", f"{look.__name__}: {problem}")


def _with_database() -> tuple[Examination, ...]:
    try:
        begin.as_application()
    except Trouble as trouble:
        found = ("bad", trouble.chinese, trouble.english)
        return (lambda: iter([found]),)
    return examinations.WITH_DATABASE


def doctor() -> int:
    worst = 0
    for finding in findings():
        sys.stdout.write(f"{finding}\n")
        sys.stdout.flush()
        worst = max(worst, int(finding.level == "bad"))
    ends = (
        ("一切正常。", "All is well.")
        if not worst
        else ("请处理标有 ✗ 的项目。", "See to the lines marked ✗.")
    )
    sys.stdout.write(f"{ends[IN_ENGLISH]}\n")
    return worst
