# SPDX-License-Identifier: Apache-2.0
"""Who comes later hears of what is open: new members, and people put on a list. After the commit, at least
once; nobody hears twice."""

from __future__ import annotations

from unionnet.directory.people.facts import MembersAdmitted, MembershipApproved
from unionnet.foundation.journal import on
from unionnet.tools.benefits.actions import tell_list_again, tell_newcomers
from unionnet.tools.benefits.facts import PeopleListed


@on(MembershipApproved)
def tell_a_new_member(fact: MembershipApproved) -> None:
    tell_newcomers([fact.membership_id])


@on(MembersAdmitted)
def tell_new_members(fact: MembersAdmitted) -> None:
    tell_newcomers(fact.membership_ids)


@on(PeopleListed)
def tell_the_list(fact: PeopleListed) -> None:
    tell_list_again(fact.benefit_id)
