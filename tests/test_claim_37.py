# SPDX-License-Identifier: Apache-2.0
"""Claim 37: consent rules processing.

Each purpose is taken back on its page, then everything that runs on it is tried through its own door: it
stops at the next request. What runs on consent is enumerated, so that work added without a trial here fails;
every door and every family of notices has a purpose.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.test import Client
from pytest_django import Settings

from tests.doors import addresses
from tests.figures import measured
from tests.knocking import text_of
from tests.makers import LONG_AGO, make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import cards
from unionnet.directory.people.actions import (
    approve,
    give_consent,
    refuse,
    request_supplement,
    route_all,
    send_to_pool,
    supplement,
)
from unionnet.directory.people.consents import GROUP_NOTICES, JOINING, REAL_NAME, WECHAT, WORDINGS, Wording
from unionnet.directory.people.models import Consent, Membership, Person, PoolEntry, Standing
from unionnet.directory.people.purposes import PROCESSING
from unionnet.directory.people.queries import agreed_to_wechat
from unionnet.directory.reach.kinds import FAMILIES
from unionnet.directory.reach.queries import audience
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.privacy import declarations
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.programmes.cards.actions import request_card, send_waiting
from unionnet.programmes.cards.models import CardRequest
from unionnet.programmes.cards.wording import BANK_CARD
from unionnet.programmes.childcare.actions import enter, list_pickup, say_special_care
from unionnet.programmes.childcare.tests.makers import make_child, make_class
from unionnet.programmes.hardship.actions import begin, first_check
from unionnet.programmes.hardship.tests.makers import make_offices, make_sent, make_worker
from unionnet.programmes.hardship.wording import VERSION
from unionnet.tools.enrolment.actions import enrol, make_offer

pytestmark = pytest.mark.django_db
TRIED: dict[str, set[str]] = {}


def tries(*works: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """This test tries that work, named as `PROCESSING` has it."""

    def mark(test: Callable[..., None]) -> Callable[..., None]:
        TRIED[test.__name__] = set(works)
        return test

    return mark


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


def applicant(union: Organisation, state: str = "applied") -> Membership:
    person = make_person("林晓")
    give_consent(person, JOINING.purpose, JOINING.version, by=person)
    return Membership.objects.create(person=person, organisation=union, state=state, applied_at=LONG_AGO)


def take_back(person: Person, wording: Wording) -> Client:
    """Through the page, as the person does."""
    client = sign_in(Client(), person)
    assert str(wording.title) in text_of(client.get("/people/consents"))
    assert client.post(f"/people/consents/{wording.purpose}/refusal").status_code == 302
    assert "重新同意" in text_of(client.get("/people/consents"))
    return client


@tries(
    "unionnet.directory.people.actions.review.approve",
    "unionnet.directory.people.actions.review.request_supplement",
    "unionnet.directory.people.actions.joining.supplement",
    "unionnet.directory.people.actions.pool.send_to_pool",
)
def test_an_application_is_not_looked_at_any_more(union: Organisation, officer: Person) -> None:
    membership = applicant(union)
    waiting = f"/desk/people/applications/{membership.public_id}/decision"
    mine = take_back(membership.person, JOINING)
    desk = sign_in(Client(), officer)
    assert desk.post(waiting, {"decision": "approve"}).status_code == 409
    works: list[Callable[[], object]] = [
        lambda: approve(membership, by=officer),
        lambda: request_supplement(membership, "请补充单位证明", by=officer),
        lambda: supplement(membership, "补好了", by=membership.person),
        lambda: send_to_pool(membership, "不在本地工作", by=officer),
    ]
    for work in works:
        with pytest.raises(Refusal) as no:
            work()
        assert no.value.code == "consent_withdrawn"
        assert no.value.rule is not None
        assert "第十五条" in str(no.value.rule)
    assert Membership.objects.get(pk=membership.pk).state == "applied"
    mine.post("/people/consents/joining/agreement")
    assert approve(membership, by=officer).state == "active"


@tries("unionnet.directory.people.actions.pool.route_all")
def test_nobody_is_sent_on_from_the_pool_against_their_will(union: Organisation, officer: Person) -> None:
    pool = make_union("云阳周转池", parent=union, kind=Organisation.Kind.HOLDING_POOL)
    town = make_union("双江街道总工会", parent=union)
    entries = []
    for membership in (applicant(pool, "in_holding_pool"), applicant(pool, "in_holding_pool")):
        today = local_date(database_now())
        entries.append(PoolEntry.objects.create(membership=membership, pool=pool, due_on=today))
    take_back(entries[0].membership.person, JOINING)
    sent, refused = route_all(entries, by=officer, to=town)
    assert (sent, [(entry, no.code) for entry, no in refused]) == (1, [(entries[0], "consent_withdrawn")])
    states = Membership.objects.filter(person__name="林晓").order_by("pk").values_list("state", flat=True)
    assert list(states) == ["in_holding_pool", "applied"]


@tries("unionnet.directory.people.standings.refresh_standing", "unionnet.directory.people.cards._is_known")
def test_nobody_is_a_real_name_user_against_their_will(union: Organisation, officer: Person) -> None:
    person = make_person("林晓")
    give_consent(person, REAL_NAME.purpose, REAL_NAME.version, by=person)
    hours = {"opens_at": LONG_AGO, "closes_at": database_now().replace(year=2090)}
    offer = make_offer(union, by=officer, title="讲座", size=5, audience="real_name", **hours)
    client = take_back(person, REAL_NAME)
    assert not Standing.objects.get(person=person).is_real_name
    answer = client.post(f"/enrolment/{offer.public_id}/place")
    assert answer.status_code == 409
    assert cards.read(cards.issue(person)[0]).state == cards.VISITOR
    client.post("/people/consents/real_name/agreement")
    assert enrol(person, offer, by=person).outcome == "taken"
    assert cards.read(cards.issue(person)[0]).state == cards.REAL_NAME


@tries("unionnet.directory.reach.queries.audience")
def test_who_wants_no_notices_by_group_gets_none(union: Organisation) -> None:
    lin, zhou = (make_person(name, union=union, tags=("courier",)) for name in ("林晓", "周全"))
    assert audience(union, ["courier"]).count() == 2
    client = take_back(lin, GROUP_NOTICES)
    assert [standing.person_id for standing in audience(union, ["courier"])] == [zhou.pk]
    assert audience(union).count() == 2, "what goes to all members is no push by profile"
    client.post("/people/consents/group_notices/refusal")
    client.post("/people/consents/group_notices/agreement")
    assert audience(union, ["courier"]).count() == 2


@tries("unionnet.programmes.cards.actions.send_waiting")
def test_nothing_goes_to_the_bank_any_more(union: Organisation, settings: Settings) -> None:
    settings.UNIONNET_BANK = "simulator"
    lin, zhou = make_person("林晓", union=union), make_person("周全", union=union)
    for person in (lin, zhou):
        request_card(person, by=person)
    take_back(lin, BANK_CARD)
    assert send_waiting() == 1
    assert dict(CardRequest.objects.values_list("person__name", "state")) == {
        "林晓": "withdrawn",
        "周全": "sent",
    }
    assert CardRequest.objects.filter(parcel__isnull=False).count() == 0


def test_a_member_stays_a_member(union: Organisation) -> None:
    """The register of members rests on the union's duty; who wants that to end leaves."""
    lin = make_person("林晓", union=union)
    give_consent(lin, JOINING.purpose, JOINING.version, by=lin)
    refuse(lin, JOINING, by=lin)
    assert Standing.objects.get(person=lin).is_real_name
    assert cards.read(cards.issue(lin)[0]).state == cards.MEMBER


def test_what_was_never_asked_on_a_screen_is_not_refused(union: Organisation, officer: Person) -> None:
    membership = applicant(union)
    Consent.objects.all().delete()  # a signed paper, entered by an officer
    assert approve(membership, by=officer).state == "active"


def test_a_purpose_nobody_knows_is_not_found(client: Client) -> None:
    sign_in(client, make_person("林晓"))
    assert client.post("/people/consents/nothing/refusal").status_code == 404
    assert client.post("/people/consents/nothing/agreement").status_code == 404
    assert Consent.objects.count() == 0


@tries("unionnet.directory.people.queries.accounts.agreed_to_wechat")
def test_wechat_signs_nobody_in_any_more(client: Client, union: Organisation) -> None:
    lin = make_person("林晓", union=union)
    SocialAccount.objects.create(user=lin.accounts.get(), provider="weixin", uid="u-1")
    give_consent(lin, WECHAT.purpose, WECHAT.version, by=lin)
    assert agreed_to_wechat(lin)
    sign_in(client, lin).post("/people/consents/wechat/refusal")
    assert not agreed_to_wechat(lin)
    assert not SocialAccount.objects.exists(), "and what WeChat told us is gone"


@tries(
    "unionnet.programmes.childcare.actions.children.say_special_care",
    "unionnet.programmes.childcare.actions.children.list_pickup",
    "unionnet.programmes.childcare.actions.places.enter",
)
def test_nothing_more_is_written_of_a_child(union: Organisation, officer: Person) -> None:
    """A guardian agrees and takes it back for each child by itself, on the child's own page."""
    lin = make_person("林晓", union=union)
    child, care_class = make_child(lin), make_class(union, officer)
    client = sign_in(Client(), lin)
    agreed = f"/childcare/children/{child.public_id}/consent"
    assert client.post(agreed, {"move": "revoke"}).status_code == 302
    works: list[Callable[[], object]] = [
        lambda: say_special_care(child, "对花生过敏", by=lin),
        lambda: list_pickup(child, "外婆", "grand", "13900000001", by=lin),
        lambda: enter(child, care_class, by=lin),
    ]
    for work in works:
        with pytest.raises(Refusal) as no:
            work()
        assert no.value.code == "no_guardian_consent"


@tries("unionnet.programmes.hardship.actions.applying.begin")
def test_nothing_more_is_written_of_a_household() -> None:
    """A household agrees to four things and takes one of them back on the page of its dossier."""
    offices = make_offices()
    worker = make_worker(offices)
    dossier = make_sent(worker)
    client = sign_in(Client(), worker)
    assert client.post("/hardship/mine/agreements", {"topic": "check"}).status_code == 302
    with pytest.raises(Refusal) as no:
        first_check(dossier, by=offices.at_town)
    assert no.value.code == "wrong_state"
    assert not dossier.members.exists()
    with pytest.raises(Refusal) as no:
        begin(["own", "family", "notice"], VERSION, by=worker)
    assert no.value.code == "agree_first"


def test_everything_that_runs_on_consent_is_tried() -> None:
    running = {work for works in PROCESSING.values() for work in works}
    assert running == set().union(*TRIED.values())
    # Consented to for each child, or for one application: not on the page of one's own consents.
    by_child = {"childcare", "hardship"}
    assert set(PROCESSING) == set(WORDINGS) | by_child, "each purpose one may take back has work that stops"


def test_every_door_and_every_family_of_notices_has_a_purpose() -> None:
    on = local_date(database_now())
    purposes: dict[str, set[str]] = {}
    for one in declarations():
        purposes.setdefault(one.model.split(".")[0], set()).add(one.purpose)
    bases = {name: rule(f"PI-01.{name}", on=on).value["basis"] for each in purposes.values() for name in each}
    doors = tagged = 0
    for _address, module in addresses():
        app = apps.get_containing_app_config(module)
        if app and app.name.startswith("unionnet."):
            doors += 1
            tagged += all(bases[name] for name in purposes.get(app.label, ()))
    families = [rule(f"PI-01.{family.purpose}", on=on).value["basis"] for family in FAMILIES.values()]
    assert (doors, all(families)) == (tagged, True)
    consented = {name for name, basis in bases.items() if basis == "consent"}
    assert consented <= set(PROCESSING), "what rests on consent has work that stops when it is taken back"
    measured(purposes=len(bases), doors=doors, processing=sum(map(len, PROCESSING.values())))
