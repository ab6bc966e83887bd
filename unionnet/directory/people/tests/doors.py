# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta

from tests.doors import Home
from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import cards
from unionnet.directory.people.actions import (
    ask_handover,
    ask_list,
    ask_posts,
    ask_to_leave,
    ask_transfer,
    countersign,
    enter_pool,
    give_consent,
    lend_post,
    make_join_code,
    open_conflicts,
)
from unionnet.directory.people.countersigning import Change
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import (
    Conflict,
    Consent,
    Countersigning,
    Departure,
    Membership,
    Person,
    PoolEntry,
    Role,
    Transfer,
)
from unionnet.directory.people.queries import today
from unionnet.directory.people.routing import Wishes

DOORS = """
/desk/people/tenants/<union>            GET       officer @ own parent
/desk/people/tenants/<union>/new        GET,POST  officer @ own parent
/account/2fa/                                     GET       signed-in
/account/2fa/authenticate/                        GET,POST  everyone
/account/2fa/reauthenticate/                      GET       nobody
/account/2fa/recovery-codes/                      GET       nobody
/account/2fa/recovery-codes/download/             GET       nobody
/account/2fa/recovery-codes/generate/             GET,POST  signed-in
/account/2fa/totp/activate/                       GET,POST  signed-in
/account/2fa/totp/deactivate/                     GET       nobody
/account/2fa/webauthn/                            GET       signed-in
/account/2fa/webauthn/add/                        GET,POST  signed-in
/account/2fa/webauthn/keys/<key>/edit/            GET       nobody
/account/2fa/webauthn/keys/<key>/remove/          GET       nobody
/account/2fa/webauthn/login/                      GET,POST  everyone
/account/2fa/webauthn/reauthenticate/             GET       nobody
/account/3rdparty/                                GET,POST  signed-in
/account/3rdparty/login/cancelled/                GET       everyone
/account/3rdparty/login/error/                    GET       nobody
/account/3rdparty/signup/                         GET,POST  everyone
/account/confirm-email/                           GET       everyone
/account/confirm-email/<key>/                     GET       everyone
/account/email/                                   GET,POST  signed-in
/account/inactive/                                GET       everyone
/account/login/                                   GET,POST  everyone
/account/login/code/                              GET,POST  everyone
/account/login/code/confirm/                      GET,POST  everyone
/account/logout/                                  GET,POST  everyone
/account/password/change/                         GET,POST  signed-in
/account/password/reset/                          GET,POST  everyone
/account/password/reset/done/                     GET       everyone
/account/password/reset/key/<key>-<word>/         GET,POST  everyone
/account/password/reset/key/done/                 GET       everyone
/account/password/set/                            GET,POST  signed-in
/account/phone/change/                            GET,POST  signed-in
/account/phone/verify/                            GET,POST  everyone
/account/reauthenticate/                          GET       nobody
/account/sessions/                                GET,POST  signed-in
/account/signup/                                  GET,POST  everyone
/account/social/connections/                      GET,POST  everyone
/account/social/login/cancelled/                  GET,POST  everyone
/account/social/login/error/                      GET,POST  everyone
/account/social/signup/                           GET,POST  everyone
/api/v1/me                                        GET       signed-in
/api/v1/members                                   GET       officer
/api/v1/members/<member>                          GET       officer @ own parent
/api/v1/members/<member>                          GET       owner
/desk/people/                                     GET       officer
/desk/people/applications                         GET       officer
/desk/people/applications/<application>           GET       officer @ own parent
/desk/people/applications/<application>/decision  POST      officer @ own parent
/desk/people/applications/decision                POST      officer
/desk/people/codes                                GET,POST  officer
/desk/people/codes.xlsx                           GET       officer
/desk/people/conflicts                            GET       officer
/desk/people/conflicts/<conflict>                 GET       officer @ own parent
/desk/people/conflicts/<conflict>/decision        POST      officer @ own parent
/desk/people/conflicts/<conflict>/undo            POST      officer @ own parent
/desk/people/departures/<departure>/declaration   POST      officer @ own parent
/desk/people/enter                                GET,POST  officer
/desk/people/export                               GET,POST  officer
/desk/people/life                                 GET       officer
/desk/people/life/<state>                         GET       officer
/desk/people/life/day                             GET       officer
/desk/people/life/fetch                           GET,POST  officer
/desk/people/m/<membership>                       GET       officer @ own parent
/desk/people/m/<membership>/decision              POST      officer @ own parent
/desk/people/m/<membership>/proposal              POST      officer @ own parent
/desk/people/m/<membership>/transfer              GET,POST  officer @ own parent
/desk/people/m/<membership>/undo                  POST      officer @ own parent
/desk/people/p/<person>                           GET       officer @ own parent
/desk/people/p/<person>/completion                GET,POST  officer @ own parent
/desk/people/p/<person>/opening                   POST      officer @ own parent
/desk/people/deputies                             GET,POST  officer leader system security audit fund_auditor
/desk/people/deputies/<lent>/end                  POST      nobody
/desk/people/handover                             GET,POST  officer leader system security audit fund_auditor
/desk/people/two-hands                            GET       officer leader system security audit fund_auditor
/desk/people/two-hands/<proposal>                 GET       security @ own parent
/desk/people/two-hands/<proposal>/approval        POST      security @ own parent
/desk/people/two-hands/<proposal>/refusal         POST      security @ own parent
/desk/people/two-hands/<proposal>/withdrawal      POST      nobody
/desk/people/two-hands/<handed>/undoing           POST      security @ own parent
/desk/people/two-hands/<handed>/handover.pdf      GET       security @ own parent
/desk/people/two-hands/<bulk>/list.xlsx           GET       nobody
/desk/people/pool                                 GET       officer
/desk/people/pool/<pool_entry>                    GET       officer @ own parent
/desk/people/pool/route                           POST      officer
/desk/people/roles                                GET,POST  security
/desk/people/roles/<role>/end                     GET,POST  security @ own parent
/desk/people/roles/<role>/handover                GET,POST  security @ own parent
/desk/people/transfers/<transfer>                 GET,POST  officer @ own parent
/desk/people/verify                               GET,POST  officer leader system security audit fund_auditor
/j/<code>                                         GET,POST  everyone
/people/accounts                                  GET       signed-in
/people/language                                  POST      signed-in
/people/applications/<application>                GET       owner
/people/applications/<application>/answer         POST      owner
/people/applications/<application>/withdrawal     POST      owner
/people/card                                      GET       signed-in
/people/consents                                  GET       signed-in
/people/consents/<consent>/withdrawal             POST      owner
/people/consents/<purpose>/agreement              POST      signed-in
/people/consents/<purpose>/refusal                POST      signed-in
/people/departures/<departure>/withdrawal         POST      owner
/people/demo/<demo>                          GET       nobody
/people/claim                                     GET,POST  signed-in
/people/wechat                                    GET       nobody
/people/completion                                GET,POST  signed-in
/people/identity                                  GET,POST  signed-in
/people/join/code                                 GET,POST  everyone
/people/join/merge                                POST      everyone
/people/join/merge/code                           GET,POST  everyone
/people/me                                        GET       signed-in
/people/membership                                GET       signed-in
/people/membership/transfer                       GET,POST  signed-in
/people/memberships/<membership>/withdrawal       POST      owner
/people/pool                                      GET       everyone
/people/pool/<pool>                               GET,POST  signed-in
/people/post                                      POST      signed-in
/people/seen                                      GET       signed-in
/people/transfers/<transfer>/withdrawal           POST      owner
/people/v/<card>                                  GET       everyone
"""


def union(home: Home) -> Organisation:
    return home.union


def person(home: Home) -> Person:
    return home.member


def purpose(_home: Home) -> str:
    return "group_notices"


def membership(home: Home) -> Membership:
    return home.member.memberships.get(state=Membership.State.ACTIVE)


def state(home: Home) -> str:
    return "retained"


def departure(home: Home) -> Departure:
    return ask_to_leave(membership(home), by=home.member)


def transfer(home: Home) -> Transfer:
    return ask_transfer(membership(home), make_union("别处"), "换了单位", by=home.member)


def conflict(home: Home) -> Conflict:
    number = home.member.id_number.open()
    claim = Particulars("别名", "resident_id", number, "13711112222", "courier")
    open_conflicts(home.union, [claim], [], by=home.officer)
    return Conflict.objects.get(person=home.member)


def pool(home: Home) -> Organisation:
    return make_union("周转池", home.union, kind=Organisation.Kind.HOLDING_POOL)


def pool_entry(home: Home) -> PoolEntry:
    given = Particulars("何晓", "passport", f"E{home.union.pk:08d}", "13711112222", "courier")
    waiting = enter_pool(make_person("何晓", real_name=False), pool(home), given, Wishes(), by=home.officer)
    return waiting.pool_entry


def application(home: Home) -> Membership:
    return Membership.objects.create(person=home.member, organisation=home.union)


def consent(home: Home) -> Consent:
    return give_consent(home.member, "join", "1", by=home.member)


def card(home: Home) -> str:
    return cards.issue(home.member)[0]


def code(home: Home) -> str:
    return make_join_code(home.union, by=home.officer).code


def role(home: Home) -> Role:
    return home.officer.roles.get()


def lent(home: Home) -> Role:
    """Only who lent it takes it back, and the officer of the specimens knocks at no door."""
    own, day = home.officer.roles.get(), today()
    return lend_post(own, home.member, ["people.see"], since=day, until=day, by=home.officer)


def proposal(home: Home) -> Countersigning:
    """Asked by a guard who knocks at no door."""
    guard = make_officer(home.union, role=Role.Name.SECURITY_ADMIN)
    change = Change(home.member, home.union, "officer", since=today())
    return ask_posts(home.union, [change], "换届后任命", by=guard)


def handed(home: Home) -> Countersigning:
    guard = make_officer(home.union, role=Role.Name.SECURITY_ADMIN)
    successor, day = make_person("接任人", union=home.union), today() + timedelta(days=30)
    found = ask_handover(home.officer, home.union, successor, day, "调离工会", by=home.officer)
    return countersign(found, by=guard)


def demo(home: Home) -> str:
    return "worker"


def member(home: Home) -> Membership:
    return membership(home)


def key(home: Home) -> int:
    return 0


def word(home: Home) -> str:
    return "unknown"


def bulk(home: Home) -> Countersigning:
    """Only who asked fetches it, and the officer of the specimens knocks at no door."""
    members = [membership(home).pk]
    return ask_list(members, "核对名册", by=home.officer, layout="register", clear=True)
