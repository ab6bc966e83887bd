# SPDX-License-Identifier: Apache-2.0
"""What must be there before a case goes on: asked for by its kind, given by those who work on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines
from unionnet.tools.casework.actions.moving import LONGEST, Deed, make_move, seen_as
from unionnet.tools.casework.actions.papers import keep_papers
from unionnet.tools.casework.facts import CaseMoved
from unionnet.tools.casework.models import Case, Kind, Need
from unionnet.tools.casework.rules import why_not_supply


@verb
def supply(
    case: Case,
    key: str,
    words: str = "",
    files: Sequence[UploadedFile[Any]] = (),
    *,
    by: Person,
    seen: int | None = None,
    at: datetime | None = None,
) -> Case:
    """What its kind asks for under this key, in words or as a paper. Given again it takes the place of what
    was there; the story keeps both. Raises Refusal when the case asks for no such thing."""
    found, at = seen_as(case, seen), at or database_now()
    if refusal := why_not_supply(found, by):
        raise refusal
    need = Need.objects.filter(case=found, key=key).first()
    if need is None:
        raise Refusal("not_asked_for", _("这一件没有这个要件，请刷新页面后再看。"))
    text = _given(need, many_lines(words, LONGEST), files)
    papers = keep_papers(found, files, by=by, is_from_owner=False)
    is_counted = need.before == Need.CLOSE and need.given_at is None
    deed = Deed(at, by, found.holder, f"{need.name}：{text}"[:LONGEST], papers=tuple(papers))
    step = make_move(found, "supply", deed, missing=found.missing - is_counted)
    Need.objects.filter(pk=need.pk).update(text=text, given_by=by, given_at=at)
    tell(CaseMoved(found.pk, found.kind.key, step, "supply"), by=by, org_path=found.holder.path)
    return found


def lacking(kind: Kind, grade: str, case: Case | None = None) -> int:
    """How many things are not there that a case of this grade needs before the end."""
    given = set(case.needs.exclude(given_at=None).values_list("key", flat=True)) if case else set()
    asked = (need["key"] for need in kind.needs_of(grade) if need["before"] == Need.CLOSE)
    return sum(key not in given for key in asked)


def ask_for(case: Case) -> None:
    """Behind the compare-and-set that set the grade: one row for each thing it asks for. What another grade
    asked for goes, unless it was given."""
    asked = case.kind.needs_of(case.grade)
    keys = [need["key"] for need in asked]
    Need.objects.filter(case=case, given_at=None).exclude(key__in=keys).delete()
    known = set(Need.objects.filter(case=case).values_list("key", flat=True))
    wanted = [
        Need(case=case, **{name: need[name] for name in ("key", "name", "before", "is_paper")})
        for need in asked
        if need["key"] not in known
    ]
    Need.objects.bulk_create(wanted)


def _given(need: Need, words: str, files: Sequence[UploadedFile[Any]]) -> str:
    if need.is_paper and not files:
        raise Refusal("no_paper", _("“%(name)s”要上传文件。"), name=need.label)
    if not need.is_paper and not words:
        raise Refusal("no_words", _("请写明“%(name)s”。"), name=need.label)
    return words or "、".join(str(file.name) for file in files)[:LONGEST]
