# SPDX-License-Identifier: Apache-2.0
"""Numbers leaked: who is affected is found, told what the law asks for, and the clock runs."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import note_export, open_field
from unionnet.directory.people.models import Disclosure, Opening, Person
from unionnet.directory.reach.models import Notice
from unionnet.doors.rights.actions import close_incident, find_affected, note_report, tell_affected
from unionnet.doors.rights.models import Affected, Incident
from unionnet.doors.rights.queries import progress_of
from unionnet.doors.rights.rules import report_by
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db
FOUND = datetime(2026, 11, 20, 4, tzinfo=UTC)
LASTED = {"began_at": FOUND - timedelta(hours=5), "ended_at": FOUND}
WORDS = {
    "title": "离职人员导出名单",
    "kinds": "姓名、手机号",
    "cause": "账号未及时停用",
    "harm": "可能收到诈骗电话",
    "measures": "已停用账号；请警惕陌生来电",
    "contact": "王安全 023-55128888",
}


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会")


@pytest.fixture
def admin(union: Organisation) -> Person:
    return make_officer(union, role="security_admin", name="安全员")


def an_incident(union: Organisation, admin: Person, **more: object) -> Incident:
    return Incident.objects.create(organisation=union, by=admin, found_at=FOUND, **LASTED, **WORDS, **more)


def test_the_affected_are_found_by_openings_and_exports(union: Organisation, admin: Person) -> None:
    thief, honest = make_officer(union, name="李走了"), make_officer(union, name="周干部")
    lin, zhou, qin, far = (make_person(name, union=union) for name in ("林晓", "周全", "秦月", "远方"))
    for who, by in ((lin, thief), (zhou, honest)):
        open_field(who, "mobile", "核对联系方式", by=by)
    note_export([lin.pk, qin.pk], by=thief, what="名单")
    note_export([far.pk], by=thief, what="早先的名单")
    Opening.objects.update(at=FOUND - timedelta(hours=1))
    Disclosure.objects.filter(what="名单").update(at=FOUND - timedelta(hours=1))
    Disclosure.objects.filter(what="早先的名单").update(at=FOUND - timedelta(days=9))
    incident = an_incident(union, admin)
    assert find_affected(incident, "opened", actor=thief, by=admin) == 1
    assert find_affected(incident, "listed", actor=thief, by=admin) == 1, "nobody twice"
    assert find_affected(incident, "opened", by=admin) == 1
    assert find_affected(incident, "opened", by=admin) == 0
    found = dict(Affected.objects.values_list("person__name", "how"))
    assert found == {"林晓": "opened", "秦月": "listed", "周全": "opened"}


def test_members_elsewhere_are_not_concerned(union: Organisation, admin: Person) -> None:
    make_person("林晓", union=union)
    make_person("外人", union=make_union("别处"))
    incident = an_incident(union, admin)
    find_affected(incident, "member", by=admin)
    assert "外人" not in Affected.objects.values_list("person__name", flat=True)


def test_each_is_told_once_what_the_law_asks_for(union: Organisation, admin: Person) -> None:
    lin = make_person("林晓", union=union)
    incident = an_incident(union, admin)
    with pytest.raises(Refusal, match="先查找"):
        tell_affected(incident, by=admin)
    find_affected(incident, "member", by=admin)
    assert tell_affected(incident, by=admin) == 2
    notice = Notice.objects.get(person=lin)
    assert [words for words in WORDS.values() if words not in notice.body] == []
    with pytest.raises(Refusal):
        tell_affected(incident, by=admin)
    progress = progress_of(incident, at=FOUND)
    assert (progress.people, progress.told) == (2, 2)


@pytest.mark.parametrize(("operator", "hours"), [("other", 4), ("critical", 1), ("central", 2)])
def test_the_clock_of_the_report(union: Organisation, admin: Person, operator: str, hours: int) -> None:
    incident = an_incident(union, admin, is_serious=True, operator=operator)
    due, ruling = report_by(incident)
    assert due == FOUND + timedelta(hours=hours)
    assert "第四条" in str(ruling.citation)
    assert not progress_of(incident, at=due).is_late
    assert progress_of(incident, at=due + timedelta(seconds=1)).is_late
    with pytest.raises(Refusal, match="报告"):
        close_incident(incident, by=admin)
    incident = note_report(incident, by=admin, at=due)
    assert not progress_of(incident, at=due + timedelta(days=1)).is_late
    assert close_incident(incident, by=admin).closed_at


def test_through_the_pages_from_record_to_notice(union: Organisation, admin: Person) -> None:
    make_person("林晓", union=union)
    desk = sign_in(Client(), admin)
    moments = {"began_at": "2026-11-20T07:00", "ended_at": "2026-11-20T12:00", "found_at": "2026-11-20T12:00"}
    form = {**WORDS, **moments, "operator": "other", "is_serious": "on", "organisation": union.name}
    wrong = desk.post("/desk/rights/incidents/new", {**form, "ended_at": "2026-11-19T12:00"})
    assert "不能早于" in text_of(wrong)
    there = desk.post("/desk/rights/incidents/new", form)["Location"]
    assert "最迟" in text_of(desk.get(there))
    desk.post(f"{there}/affected", {"how": "member", "card_no": "no such card"})
    assert Affected.objects.count() == 0
    desk.post(f"{there}/affected", {"how": "member"})
    desk.post(f"{there}/notice")
    desk.post(f"{there}/report")
    desk.post(f"{there}/close")
    incident = Incident.objects.get()
    assert None not in (incident.told_at, incident.reported_at, incident.closed_at)
    assert "离职人员导出名单" in text_of(desk.get("/desk/rights/incidents"))
    assert desk.get("/desk/rights/incidents?excel=1").status_code == 200


def test_an_officer_without_that_office_does_not_see_it(union: Organisation, admin: Person) -> None:
    incident = an_incident(union, admin)
    for role in ("officer", "leader", "system_admin", "audit_admin"):
        desk = sign_in(Client(), make_officer(union, role=role))
        assert desk.get(f"/desk/rights/incidents/{incident.public_id}").status_code == 404
    with pytest.raises(Refusal):
        tell_affected(incident, by=make_officer(union))
