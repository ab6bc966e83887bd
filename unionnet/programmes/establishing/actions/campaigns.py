# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.establishing.facts import CampaignSet
from unionnet.programmes.establishing.models import Campaign, Target
from unionnet.programmes.establishing.rules import MANAGE


@dataclass(frozen=True)
class Aim:
    """What one union below is to reach."""

    organisation: Organisation
    unions: int
    members: int


@verb
def set_campaign(
    organisation: Organisation,
    title: str,
    groups: Iterable[str],
    since: date,
    until: date,
    aims: Iterable[Aim],
    *,
    known: Campaign | None = None,
    by: Person,
) -> Campaign:
    """A campaign with the targets of the unions below; `known` is set anew."""
    if not by.may(MANAGE, organisation.path):
        raise Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    wanted = {aim.organisation.pk: aim for aim in aims}
    if until < since:
        raise Refusal("wrong_date", _("结束日期不能早于开始日期。"))
    if not all(organisation.contains(aim.organisation.path) for aim in wanted.values()):
        raise Refusal("not_below", _("目标只能下达给本会的下级工会。"))
    campaign = known or Campaign(organisation=organisation, created_by=by)
    campaign.title, campaign.groups = title, list(groups)
    campaign.since, campaign.until = since, until
    campaign.save()
    campaign.targets.all().delete()
    Target.objects.bulk_create(
        Target(campaign=campaign, organisation=aim.organisation, unions=aim.unions, members=aim.members)
        for aim in wanted.values()
    )
    tell(CampaignSet(campaign.pk, len(wanted)), by=by, org_path=organisation.path)
    return campaign
