# SPDX-License-Identifier: Apache-2.0
"""How far a campaign has come: one question for unions, one for members, whatever the number of targets."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person
from unionnet.programmes.establishing.models import Campaign, Establishment, Target
from unionnet.programmes.establishing.rules import MANAGE, SEE


def campaigns_seen_by(person: Person) -> QuerySet[Campaign]:
    """Of unions within reach, and those that set a target to one of them."""
    reach = person.reach(SEE)
    mine = Target.objects.filter(reach.q())
    rows = Campaign.objects.filter(reach.q() | Q(pk__in=mine.values("campaign")))
    return rows.select_related("organisation")


def campaigns_managed_by(person: Person) -> QuerySet[Campaign]:
    return Campaign.objects.filter(person.reach(MANAGE).q()).select_related("organisation")


def union_below(organisation: Organisation, name: str) -> Organisation | None:
    rows = Organisation.objects.filter(path__gte=organisation.path, path__lt=organisation.path_end, name=name)
    return rows.filter(until=None).order_by("path").first()


@dataclass(frozen=True)
class CampaignRow:
    """One union with a target: what was to be reached, what was."""

    organisation: Organisation
    unions_target: int
    members_target: int
    unions: int
    members: int


def campaign_report(campaign: Campaign, person: Person) -> list[CampaignRow]:
    """The targets within reach. Unions: founded in these days for one of the groups, and standing. Members:
    active, of one of the groups, admitted in these days (人数)."""
    reach = person.reach(SEE)
    targets = list(
        campaign.targets.filter(reach.q()).select_related("organisation").order_by("organisation__path")
    )
    unions, members = _founded(campaign), _joined(campaign)
    return [
        CampaignRow(
            target.organisation,
            target.unions,
            target.members,
            sum(n for path, n in unions if target.organisation.contains(path)),
            sum(n for path, n in members if target.organisation.contains(path)),
        )
        for target in targets
    ]


def _founded(campaign: Campaign) -> list[tuple[str, int]]:
    rows = Establishment.objects.filter(
        groups__overlap=campaign.groups,
        established_on__gte=campaign.since,
        established_on__lte=campaign.until,
        organisation__until=None,
    )
    return list(rows.values_list("organisation__path").annotate(n=Count("pk")))


def _joined(campaign: Campaign) -> list[tuple[str, int]]:
    rows = Membership.objects.filter(
        organisation__path__gte=campaign.organisation.path,
        organisation__path__lt=campaign.organisation.path_end,
        state=Membership.State.ACTIVE,
        person__tags__overlap=campaign.groups,
        decided_at__date__gte=campaign.since,
        decided_at__date__lte=campaign.until,
    )
    return list(rows.values_list("organisation__path").annotate(n=Count("person", distinct=True)))
