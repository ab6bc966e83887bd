# SPDX-License-Identifier: Apache-2.0
"""The office and its leading group; what an item is to reach, and the points on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.measuring import all_measures
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.supervision.actions.moving import kept, kept_part
from unionnet.tools.supervision.facts import ItemDetailed, OfficeSet
from unionnet.tools.supervision.models import GroupMember, Indicator, Item, Milestone, Office, Part
from unionnet.tools.supervision.rules import DECIDE, why_not_do, why_not_manage

MOST_MEMBERS = 30
MOST_INDICATORS = 20
MOST_MILESTONES = 20


@verb
def set_office(
    organisation: Organisation, scheme: str, group: Sequence[tuple[Person, str]], *, by: Person
) -> Office:
    """The colours it works by, and who is in the leading group with which place. It replaces."""
    if refusal := why_not_manage(organisation, by):
        raise refusal
    if len(group) > MOST_MEMBERS:
        raise Refusal("too_many_members", _("领导小组最多 %(n)s 人。"), n=MOST_MEMBERS)
    for person, _place in group:
        if not person.may(DECIDE, organisation.path):
            raise Refusal(
                "may_not_decide", _("%(name)s 没有本会的审批职权，不能进领导小组。"), name=person.name
            )
    made, _new = Office.objects.update_or_create(
        organisation=organisation, defaults={"scheme": Office.Scheme(scheme), "set_by": by}
    )
    made.group.all().delete()
    GroupMember.objects.bulk_create(
        GroupMember(office=made, person=person, place=place) for person, place in dict(group).items()
    )
    fact = OfficeSet(made.pk, [person.pk for person, _place in group])
    tell(fact, by=by, org_path=organisation.path)
    return made


@verb
def set_indicator(
    item: Item, label: str, unit: str, target: int, *, source: str = "", by: Person
) -> Indicator:
    """A figure to reach; named again, it has another target."""
    row = kept(item)
    if refusal := why_not_manage(row.organisation, by):
        raise refusal
    known = all_measures().get(source)
    if source and known is None:
        raise Refusal("no_measure", _("系统没有这个取数口径。"))
    if not 0 < target <= 10**15:
        raise Refusal("target_range", _("目标要大于 0。"))
    if row.indicators.count() >= MOST_INDICATORS:
        raise Refusal("too_many_lines", _("最多写 %(n)s 项。"), n=MOST_INDICATORS)
    values = {"unit": known.unit if known else unit, "source": source, "target": target}
    made, _new = Indicator.objects.update_or_create(
        item=row, label=one_line(label, 60) or str(known.label if known else "—"), defaults=values
    )
    tell(ItemDetailed(row.pk, "indicator", made.pk), by=by, org_path=row.organisation.path)
    return made


@verb
def tell_figure(indicator: Indicator, number: int, *, by: Person) -> Indicator:
    """How much it is by now, where the registers do not know: by the office or by the unit that leads."""
    item = kept(indicator.item)
    lead = item.parts.filter(is_lead=True).select_related("organisation").first()
    own = lead is not None and by.may("supervision.send", lead.organisation.path)
    if not own and (refusal := why_not_manage(item.organisation, by)):
        raise refusal
    if not 0 <= number <= 10**15:
        raise Refusal("target_range", _("目标要大于 0。"))
    if not Indicator.objects.filter(pk=indicator.pk, source="").update(told=number):
        raise Refusal("counted", _("这个指标由系统计数，不用填写。"))
    tell(ItemDetailed(item.pk, "figure", indicator.pk), by=by, org_path=item.organisation.path)
    return Indicator.objects.get(pk=indicator.pk)


@verb
def set_milestone(part: Part, title: str, due_on: date, *, by: Person) -> Milestone:
    row, said = kept_part(part), one_line(title, 80)
    if refusal := why_not_do(row, by):
        raise refusal
    if not said or not row.starts_on <= due_on <= row.due_on:
        raise Refusal("milestone_day", _("请写明节点，日期在开始日期和完成期限之间。"))
    if row.milestones.count() >= MOST_MILESTONES:
        raise Refusal("too_many_lines", _("最多写 %(n)s 项。"), n=MOST_MILESTONES)
    try:
        with transaction.atomic():
            made = Milestone.objects.create(part=row, title=said, due_on=due_on)
    except IntegrityError:  # the form sent again
        return Milestone.objects.get(part=row, title=said)
    tell(ItemDetailed(row.item_id, "milestone", made.pk), by=by, org_path=row.organisation.path)
    return made


@verb
def reach_milestone(milestone: Milestone, *, by: Person, at: datetime | None = None) -> Milestone:
    """Reached twice is reached once."""
    row = kept_part(milestone.part)
    if refusal := why_not_do(row, by):
        raise refusal
    waiting = Milestone.objects.filter(pk=milestone.pk, reached_at=None)
    if waiting.update(reached_at=at or database_now()):
        tell(ItemDetailed(row.item_id, "reached", milestone.pk), by=by, org_path=row.organisation.path)
    return Milestone.objects.get(pk=milestone.pk)
