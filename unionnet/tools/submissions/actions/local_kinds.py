# SPDX-License-Identifier: Apache-2.0
"""Kinds an office makes for the unions below it. One that has submissions is never changed under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.ids import public_id
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.submissions.actions.numbering import set_letterhead
from unionnet.tools.submissions.facts import KindChanged, KindClosed, KindMade
from unionnet.tools.submissions.models import Kind, Submission
from unionnet.tools.submissions.rules import why_not_change_kind, why_not_define, why_not_terms

COMMON_SERIES = "general"


@dataclass(frozen=True)
class LocalTerms:
    """What the office says of its kind. `questions` are (label, type), `papers` (label, required); without
    `word` its replies are numbered with all others, without `reply_days` the rulebook has the clock."""

    name: str
    is_recommended: bool = False
    is_reviewed: bool = False
    quota_a_year: int | None = None
    notice_days: int = 0
    recheck_months: int = 0
    reply_days: int | None = None
    questions: Sequence[tuple[str, str]] = ()
    papers: Sequence[tuple[str, bool]] = ()
    word: str = ""

    def fields(self) -> dict[str, Any]:
        """As the row keeps them."""
        return {
            "name": one_line(self.name, 60),
            "is_recommended": self.is_recommended,
            "is_reviewed": self.is_reviewed,
            "quota_a_year": self.quota_a_year,
            "notice_days": self.notice_days,
            "recheck_months": self.recheck_months,
            "reply_days": self.reply_days,
            "questions": [
                {"name": f"q{number}", "label": one_line(label, 60), "type": type_, "required": True}
                for number, (label, type_) in enumerate(self.questions, start=1)
            ],
            "papers": [
                {"key": f"p{number}", "label": one_line(label, 60), "required": required}
                for number, (label, required) in enumerate(self.papers, start=1)
            ],
        }


@verb
def make_kind(organisation: Organisation, terms: LocalTerms, *, by: Person) -> Kind:
    """Something the unions below may ask of this one from now on."""
    if refusal := why_not_define(organisation, by) or why_not_terms(terms.fields()):
        raise refusal
    line = public_id()
    made = _saved(_version(organisation, line, 1, terms, COMMON_SERIES, by))
    tell(KindMade(made.pk, organisation.pk), by=by, org_path=organisation.path)
    return made


@verb
def change_kind(kind: Kind, terms: LocalTerms, *, by: Person, at: datetime | None = None) -> Kind:
    """Other terms. Where something was written under the old ones they stay as they were, closed to new
    submissions, and the next version opens."""
    found = _locked(kind)
    if refusal := why_not_change_kind(found, by) or why_not_terms(terms.fields()):
        raise refusal
    office = _office(found)
    after = _version(office, found.line, found.version, terms, found.series, by)
    if Submission.objects.filter(kind=found).exists():
        _close(found, at)
        after.version += 1
        after.key = f"local.{after.line}.{after.version}"
    else:
        after.pk, after.made_at = found.pk, found.made_at
    made = _saved(after)
    tell(KindChanged(found.pk, made.pk, office.pk), by=by, org_path=office.path)
    return made


@verb
def close_kind(kind: Kind, *, by: Person, at: datetime | None = None) -> Kind:
    """No new ones; what is under way goes on to its end."""
    found = _locked(kind)
    if refusal := why_not_change_kind(found, by):
        raise refusal
    _close(found, at)
    office = _office(found)
    tell(KindClosed(found.pk, office.pk), by=by, org_path=office.path)
    return found


def _close(kind: Kind, at: datetime | None) -> None:
    kind.closed_at, kind.is_open = at or database_now(), False
    kind.save(update_fields=["closed_at", "is_open"])


def _version(
    office: Organisation, line: str, version: int, terms: LocalTerms, series: str, by: Person
) -> Kind:
    if terms.word and series == COMMON_SERIES:
        series = f"local.{line}"
    if terms.word:
        set_letterhead(office, series, terms.word, by=by)
    return Kind(
        key=f"local.{line}.{version}",
        organisation=office,
        line=line,
        version=version,
        series=series if terms.word else COMMON_SERIES,
        is_open=True,
        made_by=by,
        **terms.fields(),
    )


def _saved(kind: Kind) -> Kind:
    try:
        with transaction.atomic():
            kind.save()
    except IntegrityError as error:
        if "one_open_kind_a_name" not in str(error):
            raise
        raise Refusal("name_taken", _("本会已有叫“%(name)s”的类型。"), name=kind.name) from error
    return kind


def _locked(kind: Kind) -> Kind:
    """Until the end of the transaction: whoever begins a submission of it waits."""
    return Kind.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=kind.pk)


def _office(kind: Kind) -> Organisation:
    if kind.organisation is None:  # a kind of a programme; the rule has said no before
        raise Refusal("not_local", _("这个类型由程序规定，不能在这里修改。"))
    return kind.organisation
