# SPDX-License-Identifier: Apache-2.0
"""Looking at the journal is a deed too."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class JournalExported(Fact, name="audit.journal_exported"):
    paths: list[str]
    rows: int


@dataclass(frozen=True)
class SealsChecked(Fact, name="audit.seals_checked"):
    """The newest seals were recomputed; `broken` is the first that does not hold."""

    seals: int
    broken: int | None
