# SPDX-License-Identifier: Apache-2.0
"""What happens to an application is told to the applicant: the floor of people knows nobody above it."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext_noop

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.facts import (
    MembersAdmitted,
    MembershipApproved,
    MembershipRejected,
    RoleGranted,
    SupplementRequested,
)
from unionnet.directory.people.models import Membership, Role
from unionnet.directory.reach import membership_news
from unionnet.directory.reach.actions import notify, notify_all
from unionnet.foundation.journal import on

CARD = "/people/card/"
MINE = "/people/me/"
WELCOME = gettext_noop("欢迎加入工会")
WELCOMED = gettext_noop("%(union)s已通过您的入会申请，电子会员证已经生效。")


@on(MembershipApproved)
def tell_the_new_member(fact: MembershipApproved) -> None:
    membership = _membership(fact.membership_id)
    notify(
        membership.person,
        kind="people.approved",
        title=WELCOME,
        text=WELCOMED,
        facts={"union": membership.organisation.name},
        url=CARD,
        unique=f"people:{membership.public_id}:approved",
        organisation=membership.organisation,
    )


@on(MembersAdmitted)
def tell_the_new_members(fact: MembersAdmitted) -> None:
    """All of a part of a list, a statement a union."""
    memberships = Membership.objects.filter(pk__in=fact.membership_ids, state=Membership.State.ACTIVE)
    people = defaultdict(list)
    for union, person in memberships.values_list("organisation", "person"):
        people[union].append(person)
    for organisation in Organisation.objects.filter(pk__in=list(people)):
        notify_all(
            people[organisation.pk],
            kind="people.approved",
            title=WELCOME,
            text=WELCOMED,
            facts={"union": organisation.name},
            url=CARD,
            unique=f"people:list:{fact.roster_id}:approved",
            organisation=organisation,
        )


@on(MembershipRejected)
def tell_of_the_no(fact: MembershipRejected) -> None:
    """With its reason; skipped when the matter has moved on since."""
    membership = _membership(fact.membership_id)
    if membership.state == Membership.State.REJECTED:
        _tell_decision(
            membership, "rejected", gettext_noop("入会申请未通过"), gettext_noop("%(union)s：%(reason)s")
        )


@on(SupplementRequested)
def tell_what_is_missing(fact: SupplementRequested) -> None:
    membership = _membership(fact.membership_id)
    if membership.state == Membership.State.SUPPLEMENT_REQUESTED:
        _tell_decision(
            membership,
            "supplement",
            gettext_noop("入会申请需要补充材料"),
            gettext_noop("%(union)s请您补充：%(reason)s"),
        )


@on(RoleGranted)
def tell_of_the_post(fact: RoleGranted) -> None:
    role = Role.objects.select_related("person", "organisation").get(pk=fact.role_id)
    notify(
        role.person,
        kind="people.role_granted",
        title=gettext_noop("您有新的职务"),
        text=gettext_noop("%(union)s为您登记了职务，从 %(since)s 起可以使用工作台。"),
        facts={"union": role.organisation.name, "since": role.since},
        url="/desk/",
        unique=f"people:role:{role.pk}",
    )


def _membership(pk: int) -> Membership:
    return Membership.objects.select_related("person", "organisation").get(pk=pk)


def _tell_decision(membership: Membership, what: str, title: str, text: str) -> None:
    decided = membership.decided_at.isoformat() if membership.decided_at else ""
    notify(
        membership.person,
        kind=f"people.{what}",
        title=title,
        text=text,
        facts={"union": membership.organisation.name, "reason": membership.reason},
        url=MINE,
        unique=f"people:{membership.public_id}:{what}:{decided}",
        organisation=membership.organisation,
    )


__all__ = ["membership_news"]
