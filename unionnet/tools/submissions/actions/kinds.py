# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from unionnet.foundation.scope import verb
from unionnet.tools.submissions.models import Kind
from unionnet.tools.submissions.models.kinds import PLAIN, PLAIN_NAME, REPLY_RULE


@dataclass(frozen=True)
class KindTerms:
    """What a programme declares of a kind of its own. See `Kind` for the shapes."""

    key: str
    name: str
    series: str = "general"
    decider_kinds: tuple[str, ...] = ()
    is_recommended: bool = False
    is_reviewed: bool = False
    quota_a_year: int | None = None
    notice_days: int = 0
    recheck_months: int = 0
    reply_rule: str = REPLY_RULE
    questions: tuple[dict[str, Any], ...] = ()
    papers: tuple[dict[str, Any], ...] = ()
    is_open: bool = False

    def as_row(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "decider_kinds": list(self.decider_kinds),
            "questions": list(self.questions),
            "papers": list(self.papers),
        }


def plain_kind() -> Kind:
    """Any request, in the words of its sender."""
    return define_kind(KindTerms(key=PLAIN, name=PLAIN_NAME, is_open=True))


@verb
def define_kind(terms: KindTerms) -> Kind:
    """The kind as its programme declares it today. Programmes call this before they draft."""
    row = terms.as_row()
    kind, is_new = Kind.objects.get_or_create(key=terms.key, defaults=row)
    changed = [] if is_new else [name for name, value in row.items() if getattr(kind, name) != value]
    for name in changed:
        setattr(kind, name, row[name])
    if changed:
        kind.save(update_fields=changed)
    return kind
