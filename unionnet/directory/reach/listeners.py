# SPDX-License-Identifier: Apache-2.0
"""What happens to an application is told to the applicant: the floor of people knows nobody above it."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext_noop

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.facts import (
    CountersigningAsked,
    CountersigningClosed,
    DocumentEnding,
    ListMade,
    MembersAdmitted,
    MembershipApproved,
    MembershipRejected,
    OwnDetailsGiven,
    RoleGranted,
    SupplementRequested,
)
from unionnet.directory.people.models import BulkList, Countersigning, Membership, Person, Role
from unionnet.directory.people.queries.countersigning import seconds_for
from unionnet.directory.people.queries.posts import holders_above
from unionnet.directory.reach import ending_news, membership_news
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


@on(OwnDetailsGiven)
def tell_the_officers(fact: OwnDetailsGiven) -> None:
    """Who takes members in there or above, the nearest: nobody had to decide, so somebody should know."""
    membership = _membership(fact.membership_id)
    officers = holders_above("people.approve", membership.organisation, without={fact.person_id})
    notify_all(
        [officer.pk for officer in officers],
        kind="people.own_details",
        title=gettext_noop("会员自己完善了资料"),
        text=gettext_noop("%(union)s：%(name)s在手机上补充了名单缺少的信息，请核对。"),
        facts={"union": membership.organisation.name, "name": membership.person.name},
        url=f"/desk/people/p/{membership.person.public_id}",
        unique=f"people:{membership.public_id}:own_details",
        organisation=membership.organisation,
    )


@on(DocumentEnding)
def tell_of_the_document(fact: DocumentEnding) -> None:
    """Skipped when they have shown a new one since."""
    person = Person.objects.get(pk=fact.person_id)
    if person.document_expires:
        notify(
            person,
            kind="people.document_ending",
            title=gettext_noop("您的证件快到期了"),
            text=gettext_noop("登记的证件有效期至 %(day)s。换发后请提交新证件，会籍和会员证号不变。"),
            facts={"day": person.document_expires},
            url="/rights/correction",
            unique=f"people:{person.public_id}:document:{person.document_expires}",
            organisation=Organisation.objects.get(pk=fact.organisation_id),
        )


TWO_HANDS = "/desk/people/two-hands"


@on(CountersigningAsked)
def tell_who_may_countersign(fact: CountersigningAsked) -> None:
    """A few who may be the second hand, the nearest first; skipped when the matter is over already."""
    found = _countersigning(fact.countersigning_id)
    if found.is_waiting:
        notify_all(
            [person.pk for person in seconds_for(found)],
            kind="people.countersigning",
            title=gettext_noop("有一件事等您复核"),
            text=gettext_noop("%(union)s：%(name)s提出，请在 %(until)s 前复核。"),
            facts={"union": found.organisation.name, "name": found.asked_by.name, "until": found.until},
            url=f"{TWO_HANDS}/{found.public_id}",
            unique=f"people:countersigning:{found.pk}",
            organisation=found.organisation,
        )


OUTCOMES = {
    "done": gettext_noop("您提出的事项已复核"),
    "refused": gettext_noop("您提出的事项没有复核同意"),
    "expired": gettext_noop("您提出的事项过期没有复核"),
    "undone": gettext_noop("离任交接已撤销"),
}


@on(CountersigningClosed)
def tell_who_asked(fact: CountersigningClosed) -> None:
    if fact.outcome in OUTCOMES:
        _tell_who_asked(_countersigning(fact.countersigning_id), OUTCOMES[fact.outcome], fact.outcome)


@on(ListMade)
def tell_that_the_list_is_there(fact: ListMade) -> None:
    found = BulkList.objects.defer("members").get(pk=fact.list_id)
    made = gettext_noop("您要的名单已经生成")
    _tell_who_asked(_countersigning(found.countersigning_id), made, "made")


def _tell_who_asked(found: Countersigning, title: str, outcome: str) -> None:
    notify(
        found.asked_by,
        kind="people.countersigning",
        title=title,
        text=gettext_noop("%(union)s：%(reason)s"),
        facts={"union": found.organisation.name, "reason": found.answer or found.reason},
        url=f"{TWO_HANDS}/{found.public_id}",
        unique=f"people:countersigning:{found.pk}:{outcome}",
        organisation=found.organisation,
    )


def _countersigning(pk: int) -> Countersigning:
    return Countersigning.objects.select_related("organisation", "asked_by").get(pk=pk)


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


__all__ = ["ending_news", "membership_news"]
