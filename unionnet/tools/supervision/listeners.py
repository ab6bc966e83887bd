# SPDX-License-Identifier: Apache-2.0
"""Who is told: units when something is theirs or comes back, those above when it is in, who asked when
answered."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.journal import on
from unionnet.tools.supervision.facts import (
    ExtensionAsked,
    ExtensionDecided,
    ItemAssigned,
    ItemMoved,
    PartMoved,
    PartPassedOn,
    PartsChased,
)
from unionnet.tools.supervision.models import Chase, Extension, Part, Step
from unionnet.tools.supervision.queries.seeing import officers_at
from unionnet.tools.supervision.rules import DECIDE, DO

GIVEN = (_("交办：%(title)s"), _("%(office)s交给%(unit)s，请在 %(day)s 前办结。"))
CHASED = {
    Chase.Kind.NOTICE: (_("快到期限：%(title)s"), _("%(unit)s的期限是 %(day)s，请尽快反馈进展。")),
    Chase.Kind.DUE: (_("今天到期：%(title)s"), _("%(unit)s牵头，期限是 %(day)s，请报办结。")),
    Chase.Kind.CHASE: (_("催办：%(title)s"), _("%(unit)s已超过期限 %(day)s，请马上反馈进展。")),
    Chase.Kind.CRITICISE: (_("通报：%(title)s"), _("%(unit)s超过期限 %(day)s 已经多日，列入通报。")),
    Chase.Kind.LETTER: (_("催办函：%(title)s"), _("%(office)s催办：%(words)s")),
}

STOPS = {
    "suspend": (_("中止：%(title)s"), _("理由：%(why)s。恢复前不用反馈，期限顺延。")),
    "resume": (_("恢复办理：%(title)s"), _("%(unit)s的期限顺延到 %(day)s。")),
}


@on(ItemAssigned)
def tell_who_has_a_part(fact: ItemAssigned) -> None:
    for part in _rows().filter(pk__in=fact.parts):
        _tell(part, officers_at([part.organisation_id], DO), "given", *GIVEN)


@on(ItemMoved)
def tell_that_it_stands_still(fact: ItemMoved) -> None:
    """Or goes on: every unit that is not done."""
    if fact.move not in STOPS:
        return
    why = Step.objects.get(item=fact.item, part=None, number=fact.step).reason
    for part in _rows().filter(item=fact.item).exclude(state=Part.State.ACCEPTED):
        people = {*officers_at([part.organisation_id], DO), part.officer_id or 0} - {0}
        _tell(part, people, f"{fact.move}:{fact.step}", *STOPS[fact.move], why=why)


@on(PartPassedOn)
def tell_who_has_it_now(fact: PartPassedOn) -> None:
    part = _rows().get(pk=fact.part)
    if part.state == Part.State.TO_SIGN:
        _tell(part, officers_at([part.organisation_id], DO), f"given:{fact.step}", *GIVEN)


@on(PartMoved)
def tell_the_other_side(fact: PartMoved) -> None:
    part = _rows().get(pk=fact.part)
    if fact.move == "hand_in" and part.state == Part.State.HANDED_IN:
        above = part.parent.organisation_id if part.parent else part.item.organisation_id
        people = set(officers_at([above], DECIDE)) - {part.handed_in_by_id or 0}
        _tell(part, people, f"in:{fact.step}", _("请核查：%(title)s"), _("%(unit)s已报办结。"))
    elif fact.move == "give_back" and part.state == Part.State.RETURNED:
        people = {*officers_at([part.organisation_id], DO), part.officer_id or 0} - {0}
        _tell(part, people, f"back:{fact.step}", _("退回整改：%(title)s"), _("退回理由：%(note)s"))


@on(PartsChased)
def tell_who_is_late(fact: PartsChased) -> None:
    rows = Chase.objects.filter(pk__in=fact.chases).select_related(
        "part__organisation", "part__item__organisation"
    )
    for row in rows:
        title, text = CHASED[Chase.Kind(row.kind)]
        people = {*officers_at([row.part.organisation_id], DO), row.part.officer_id or 0} - {0}
        _tell(row.part, people, f"chase:{row.pk}", title, text, words=row.words)


@on(ExtensionAsked)
def tell_who_agrees(fact: ExtensionAsked) -> None:
    row = Extension.objects.get(pk=fact.extension)
    part = _rows().get(pk=row.part_id)
    people = set(officers_at([part.item.organisation_id], DECIDE)) - {row.asked_by_id}
    text = _("%(unit)s申请延期到 %(until)s：%(why)s")
    facts = {"until": str(row.until), "why": row.reason}
    _tell(part, people, f"time:{row.pk}", _("申请延期：%(title)s"), text, **facts)


@on(ExtensionDecided)
def tell_who_asked(fact: ExtensionDecided) -> None:
    row = Extension.objects.get(pk=fact.extension)
    text = _("期限改为 %(until)s。") if fact.granted else _("没有同意延期，期限仍是 %(day)s。")
    part = _rows().get(pk=row.part_id)
    title = _("延期已答复：%(title)s")
    _tell(part, [row.asked_by_id], f"time:{row.pk}:answer", title, text, until=str(row.until))


def _rows() -> QuerySet[Part]:
    return Part.objects.select_related("organisation", "item__organisation", "parent")


def _tell(part: Part, people: Iterable[int], key: str, title: str, text: str, **facts: str) -> None:
    office = part.item.organisation
    notify_all(
        people,
        kind="supervision.moved",
        title=title,
        text=text,
        facts={
            "title": part.item.title,
            "office": office.name,
            "unit": part.organisation.name,
            "day": part.due_on,
            "note": part.note,
            **facts,
        },
        url=reverse("desk-supervision:item", args=[part.item.public_id]),
        organisation=office,
        unique=f"supervision:{part.pk}:{key}",
    )
