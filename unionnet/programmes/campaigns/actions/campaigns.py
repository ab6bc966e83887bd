# SPDX-License-Identifier: Apache-2.0
"""A campaign as a whole: open it, change it, name who helps, close it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.campaigns.facts import CampaignChanged, CampaignClosed, CampaignOpened
from unionnet.programmes.campaigns.models import Campaign, Partner
from unionnet.programmes.campaigns.queries import activities_of, count_of, open_ones
from unionnet.programmes.campaigns.rules import (
    MOST_PARTNERS,
    MOST_SITES,
    SHORTEST,
    why_not_change,
    why_not_close,
    why_not_days,
    why_not_manage,
)


@dataclass(frozen=True)
class Terms:
    """What an officer says of a campaign. `budget` is in 分; `any_tags` limits it to those groups."""

    kind: str
    title: str
    starts_on: date
    ends_on: date
    line: str = ""
    purpose: str = ""
    any_tags: tuple[str, ...] = ()
    budget: int = 0
    sites: Sequence[Site] = ()

    def columns(self) -> dict[str, Any]:
        kept = {name: value for name, value in vars(self).items() if name != "sites"}
        return {**kept, "any_tags": list(self.any_tags), "year": self.starts_on.year}


@verb
def open_campaign(union: Organisation, terms: Terms, *, by: Person) -> Campaign:
    """The same title in the same year is the same campaign."""
    if refusal := why_not_manage(by, union):
        raise refusal
    _check(terms)
    said = terms.columns()
    campaign, is_new = Campaign.objects.get_or_create(
        organisation=union, year=said.pop("year"), title=said.pop("title"), defaults=said
    )
    if is_new:
        campaign.sites.set(terms.sites)
        tell(CampaignOpened(campaign.pk, union.pk), by=by, org_path=union.path)
    return campaign


@verb
def change_campaign(campaign: Campaign, terms: Terms, *, by: Person) -> Campaign:
    """Its activities that are there keep their own terms."""
    campaign = _locked(campaign, by)
    _check(terms)
    said = terms.columns()
    same = Campaign.objects.filter(organisation=campaign.organisation, year=said["year"], title=terms.title)
    if same.exclude(pk=campaign.pk).exists():
        raise Refusal("title_taken", _("这一年已有同名的行动，请换一个名称。"))
    for name, value in said.items():
        setattr(campaign, name, value)
    campaign.save(update_fields=list(said))
    campaign.sites.set(terms.sites)
    _changed(campaign, by)
    return campaign


@verb
def name_partner(campaign: Campaign, partner: Partner, *, by: Person) -> Partner:
    """Named again, the newer word counts."""
    campaign = _locked(campaign, by)
    if campaign.partners.count() >= MOST_PARTNERS:
        raise Refusal("too_many", _("一项行动最多 50 个合作单位。"))
    held, _is_new = Partner.objects.update_or_create(
        campaign=campaign, name=partner.name, defaults={"role": partner.role, "gives": partner.gives}
    )
    _changed(campaign, by)
    return held


@verb
def close_campaign(campaign: Campaign, *, by: Person, at: datetime | None = None) -> Campaign:
    """Its counts stay with it when the names have gone."""
    campaign = _locked(campaign, by)
    if refusal := why_not_close(open_ones(activities_of(campaign)).count()):
        raise refusal
    came = count_of(campaign)
    campaign.persons, campaign.person_times = came.persons, came.person_times
    campaign.closed_at, campaign.closed_by = at or database_now(), by
    campaign.save(update_fields=["persons", "person_times", "closed_at", "closed_by"])
    tell(CampaignClosed(campaign.pk), by=by, org_path=campaign.organisation.path)
    return campaign


def _check(terms: Terms) -> None:
    if refusal := why_not_days(terms.starts_on, terms.ends_on):
        raise refusal
    if len(terms.title.strip()) < SHORTEST:
        raise Refusal("no_title", _("行动名称至少 3 个字。"))
    if len(terms.sites) > MOST_SITES:
        raise Refusal("too_many", _("一项行动最多列 200 个阵地。"))


def _locked(campaign: Campaign, by: Person) -> Campaign:
    rows = Campaign.objects.select_for_update(of=["self"], no_key=True).select_related("organisation")
    campaign = rows.get(pk=campaign.pk)
    if refusal := why_not_manage(by, campaign.organisation) or why_not_change(campaign):
        raise refusal
    return campaign


def _changed(campaign: Campaign, by: Person) -> None:
    tell(CampaignChanged(campaign.pk), by=by, org_path=campaign.organisation.path)
