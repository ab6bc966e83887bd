# SPDX-License-Identifier: Apache-2.0
"""A union ends: its members hear where they belong now, and whom to ask. A statement for each 5,000."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from unionnet.directory.organisations.facts import OrganisationDissolved
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.facts import MembersMerged, PostsEndedWithUnion
from unionnet.directory.people.models import MEMBER_STATES, UNDECIDED_STATES, Membership, Role
from unionnet.directory.people.queries.posts import whom_to_ask
from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.journal import on

MINE = "/people/membership"
ANSWERS = "people.approve"
MERGED = {
    "members": (
        gettext_noop("您的会籍已随工会合并转入"),
        gettext_noop("%(from)s已并入%(to)s，您现在是%(to)s的会员，会员证号不变。有事请找%(whom)s。"),
    ),
    "applicants": (
        gettext_noop("您的入会申请已随工会合并转交"),
        gettext_noop("%(from)s已并入%(to)s，您的入会申请由%(to)s继续审核，期限不变。有事请找%(whom)s。"),
    ),
}
DISSOLVED = {
    "members": (
        gettext_noop("您所在的工会已撤销"),
        gettext_noop("%(from)s已撤销，您的会籍保留，会员证号不变。办理会籍接转请找%(whom)s。"),
    ),
    "applicants": (
        gettext_noop("您申请的工会已撤销"),
        gettext_noop("%(from)s已撤销，请撤回申请，另选工会。有事请找%(whom)s。"),
    ),
}
STATES = {"members": MEMBER_STATES, "applicants": UNDECIDED_STATES}


@on(MembersMerged)
def tell_who_went_along(fact: MembersMerged) -> None:
    """Whoever has moved on since hears of that move instead."""
    union = Organisation.objects.get(pk=fact.from_union_id)
    into = Organisation.objects.get(pk=fact.into_union_id)
    moved = Membership.objects.filter(pk__in=fact.membership_ids, organisation=into)
    facts = {"from": union.name, "to": into.name, "whom": whom_to_ask(ANSWERS, into)}
    _tell_all(moved, MERGED, facts, f"merged:{union.public_id}", into)


@on(OrganisationDissolved)
def tell_whose_union_ended(fact: OrganisationDissolved) -> None:
    """Those of a merged union are gone from it by now: nobody hears twice."""
    union = Organisation.objects.select_related("parent").get(pk=fact.organisation_id)
    if union.until is None:
        return
    above = union.parent or union
    facts = {"from": union.name, "whom": whom_to_ask(ANSWERS, above)}
    stayed = Membership.objects.filter(organisation=union)
    _tell_all(stayed, DISSOLVED, facts, f"dissolved:{union.public_id}", above)


@on(PostsEndedWithUnion)
def tell_whose_post_ended(fact: PostsEndedWithUnion) -> None:
    """Whoever held a post there hears that it is over, and who answers for what they leave open."""
    union = Organisation.objects.select_related("parent").get(pk=fact.organisation_id)
    if union.until is None:
        return
    above = union.parent or union
    notify_all(
        Role.objects.filter(pk__in=fact.role_ids).values_list("person", flat=True),
        kind="people.union_ended",
        title=gettext_noop("您的职务已随工会结束"),
        text=gettext_noop(
            "%(from)s已撤销或合并，您在该会的职务到 %(day)s 为止，任职记录保留。未办完的事请与%(whom)s交接。"
        ),
        facts={"from": union.name, "day": union.until, "whom": whom_to_ask(ANSWERS, above)},
        url="/people/me",
        unique=f"people:posts_ended:{union.public_id}",
        organisation=above,
    )


def _tell_all(
    rows: QuerySet[Membership],
    words: dict[str, tuple[str, str]],
    facts: dict[str, str],
    unique: str,
    pays: Organisation,
) -> None:
    for who, (title, text) in words.items():
        notify_all(
            rows.filter(state__in=STATES[who]).values_list("person", flat=True),
            kind="people.union_ended",
            title=title,
            text=text,
            facts=facts,
            url=MINE,
            unique=f"people:{unique}",
            organisation=pays,
        )
