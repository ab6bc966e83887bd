# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from tests.makers import LONG_AGO, make_officer, make_person, make_union
from unionnet.directory.people.facts import (
    MembershipApproved,
    MembershipRejected,
    RoleGranted,
    SupplementRequested,
)
from unionnet.directory.people.models import Membership, Person, Role
from unionnet.directory.reach.listeners import (
    tell_of_the_no,
    tell_of_the_post,
    tell_the_new_member,
    tell_what_is_missing,
)
from unionnet.directory.reach.models import Notice

pytestmark = pytest.mark.django_db


def application(state: str, reason: str = "") -> tuple[Person, Membership]:
    union = make_union("永宁街道总工会")
    lin = make_person("林晓")
    return lin, Membership.objects.create(
        person=lin, organisation=union, state=state, reason=reason, decided_at=LONG_AGO
    )


def test_a_new_member_is_welcomed_once_however_often_it_is_heard() -> None:
    lin, membership = application("active")
    for _heard in range(2):
        tell_the_new_member(MembershipApproved(membership.pk, lin.pk, membership.organisation_id))
    notice = Notice.objects.get()
    assert notice.body == "永宁街道总工会已通过您的入会申请，电子会员证已经生效。"


def test_a_no_comes_with_its_reason() -> None:
    lin, membership = application("rejected", "证件照片不清楚")
    tell_of_the_no(MembershipRejected(membership.pk, lin.pk, membership.organisation_id))
    assert Notice.objects.get().body == "永宁街道总工会：证件照片不清楚"


def test_a_second_request_for_papers_is_told_again_and_a_stale_one_is_not() -> None:
    lin, membership = application("supplement_requested", "服务区域")
    fact = SupplementRequested(membership.pk, lin.pk, membership.organisation_id)
    tell_what_is_missing(fact)
    membership.decided_at = None
    membership.save()
    tell_what_is_missing(fact)
    assert Notice.objects.count() == 2
    membership.state = Membership.State.APPLIED
    membership.save()
    tell_what_is_missing(fact)
    assert Notice.objects.count() == 2


def test_somebody_with_a_new_post_hears_of_it() -> None:
    officer = make_officer(make_union("云阳县总工会"))
    role = Role.objects.get(person=officer)
    tell_of_the_post(RoleGranted(role.pk, officer.pk, role.organisation_id))
    assert Notice.objects.get().url == "/desk/"
