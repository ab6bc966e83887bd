# SPDX-License-Identifier: Apache-2.0
"""One dialect for "no": rules return a refusal, actions raise it, doors show it."""

from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.tongues import Tongues


@dataclass(frozen=True)
class Citation:
    """Where a rule comes from, in words a member can check.

    `rule` is the id in the rulebook (`CB-01.reply_days`), `source` the article or document as the reader
    reads, `certainty` A, B, C or D with an optional /R for regional, `pack` the pack and its version.
    """

    rule: str
    source: Tongues | str
    certainty: str
    pack: str

    def __str__(self) -> str:
        return str(self.source)

    @property
    def needs_local_confirmation(self) -> bool:
        """True when the text of the rule was not read at its source."""
        return not self.certainty.startswith("A")


class Refusal(Exception):
    """A "no" a member can read. Its sentence is formatted only when there are facts."""

    def __init__(self, code: str, sentence: str, *, rule: Citation | None = None, **facts: object) -> None:
        super().__init__(str(sentence) % facts if facts else str(sentence))
        self.code = code
        self.rule = rule
        self.facts = facts

    def as_json(self) -> dict[str, str | None]:
        """The same "no" for machines: code, message, rule id and citation."""
        return {
            "code": self.code,
            "message": str(self),
            "rule": self.rule.rule if self.rule else None,
            "citation": str(self.rule) if self.rule else None,
        }
