# SPDX-License-Identifier: Apache-2.0
"""With civil affairs: a list asked for by one and let go by another, the file, and the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.programmes.hardship.actions.moving import kept, make_move
from unionnet.programmes.hardship.facts import CheckListMoved
from unionnet.programmes.hardship.models import CheckLine, CheckList, Dossier
from unionnet.programmes.hardship.rules import (
    desk_of,
    not_ready,
    why_not_at_desk,
    why_not_let_go,
    why_not_list,
)

Result = CheckLine.Result


@verb
def ask_list(dossiers: Sequence[Dossier], reason: str, *, by: Person) -> CheckList:
    """The first hand. The households stay where they are until the second lets them go."""
    reason = one_line(reason, 100)
    if no := why_not_list(by, dossiers, reason):
        raise no
    listed = CheckList.objects.create(organisation=desk_of(dossiers[0]), reason=reason, asked_by=by)
    try:
        with transaction.atomic():
            for dossier in dossiers:
                CheckLine(check_list=listed, dossier=dossier).save()
    except IntegrityError as twice:
        raise not_ready() from twice
    return _moved(listed, "asked", by=by)


@verb
def let_go(listed: CheckList, *, by: Person, at: datetime | None = None) -> CheckList:
    """The second hand: another person. Twice is once. Whoever took their consent back meanwhile is not on it
    any more."""
    at = at or database_now()
    listed = _locked(listed)
    if listed.second_id:
        return listed
    if no := why_not_let_go(by, listed, on=local_date(at)):
        raise no
    listed.second, listed.let_go_at = by, at
    listed.save(update_fields=["second", "let_go_at"])
    for line in listed.lines.select_related("dossier").order_by("dossier"):
        dossier = kept(line.dossier)
        if dossier.state == Dossier.State.VISITED:
            make_move(dossier, "ask_check", by=by, at=at)
        else:
            line.delete()  # given back or rejected since it was asked for
    return _moved(listed, "let_go", by=by)


@verb
def take_list(listed: CheckList, *, by: Person) -> CheckList:
    """The file leaves the house, with numbers in clear: everybody who applied reads who took it and why."""
    listed = _locked(listed)
    if listed.second_id is None:
        raise Refusal("one_hand", _("名单还没有经另一个人复核，不能下载。"))
    if by.pk not in (listed.asked_by_id, listed.second_id):
        raise Refusal("elsewhere", _("只有提出和复核这份名单的两个人可以下载。"))
    people = listed.lines.values_list("dossier__person", flat=True)
    note_export(people, by=by, what=_("民政核对名单"), reason=listed.reason)
    return _moved(listed, "taken", by=by)


@verb
def answer_list(
    listed: CheckList, answers: Mapping[str, tuple[str, str]], *, by: Person, at: datetime | None = None
) -> int:
    """What came back: by the number of the line, (result, remark). What was answered before stays. Returns
    how many were new."""
    at = at or database_now()
    listed = _locked(listed)
    lines = {line.public_id: line for line in listed.lines.select_related("dossier").order_by("dossier")}
    if unknown := sorted(set(answers) - set(lines)):
        raise Refusal("no_such_line", _("名单里没有这些编号：%(numbers)s"), numbers="、".join(unknown[:5]))
    fresh = [line for key, line in lines.items() if key in answers and line.result == Result.WAITING]
    for line in fresh:
        line.result, remark = answers[line.public_id]
        line.remark, line.answered_at = many_lines(remark, 300) or None, at
        dossier = kept(line.dossier)
        if no := why_not_at_desk(by, dossier):
            raise no
        line.save()
        if dossier.state == Dossier.State.CHECKING:
            make_move(dossier, "answer", by=by, at=at)
    _moved(listed, "answered", by=by)
    return len(fresh)


def _locked(listed: CheckList) -> CheckList:
    return CheckList.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=listed.pk)


def _moved(listed: CheckList, move: str, *, by: Person) -> CheckList:
    tell(CheckListMoved(listed.pk, move), by=by, org_path=listed.organisation.path)
    return listed
