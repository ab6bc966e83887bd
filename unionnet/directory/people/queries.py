# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import (
    OPEN_STATES,
    Account,
    Consent,
    JoinCode,
    Membership,
    Opening,
    Person,
    Role,
    Roster,
)
from unionnet.directory.people.roster import MOST_ROWS, OK, Line, check_roster, read_roster
from unionnet.directory.people.rules import review_due
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.prepared import prepared
from unionnet.foundation.refusals import Citation
from unionnet.foundation.ui.excel import read_table


def people_seen_by(person: Person, verb: str = "people.see") -> QuerySet[Person]:
    """People whose membership, open, past or present, lies within reach; and oneself."""
    reach = person.reach(verb)
    if not reach:
        return Person.objects.filter(pk=person.pk)
    within = Membership.objects.filter(reach.q(), person=OuterRef("pk"))
    return Person.objects.filter(Q(Exists(within)) | Q(pk=person.pk))


def memberships_seen_by(person: Person, verb: str = "people.see") -> QuerySet[Membership]:
    """Memberships of unions within reach; without any, one's own."""
    rows = Membership.objects.select_related("person", "organisation", "join_code")
    reach = person.reach(verb)
    return rows.filter(reach.q()) if reach else rows.filter(person=person)


def applications_seen_by(person: Person) -> QuerySet[Membership]:
    """Applications somebody still has to decide, the longest waiting first."""
    reach = person.reach("people.approve")
    rows = Membership.objects.filter(reach.q(), state__in=OPEN_STATES).exclude(person=person)
    return rows.select_related("person", "organisation", "join_code").order_by("applied_at", "id")


def members_seen_by(person: Person) -> QuerySet[Membership]:
    """Active members of unions within reach."""
    return memberships_seen_by(person).filter(state=Membership.State.ACTIVE)


def found_members(
    rows: QuerySet[Membership], *, words: str = "", tag: str = "", union: str = ""
) -> QuerySet[Membership]:
    """By the beginning of a name, a whole card number, a tag, or the public id of a union with all
    below it."""
    words = words.strip()
    if words.isascii() and words.isdigit():
        rows = rows.filter(card_no=words)
    elif words:
        rows = rows.filter(person__name__startswith=words)
    if tag:
        rows = rows.filter(person__tags__contains=[tag])
    if union and (top := Organisation.objects.filter(public_id=union).first()):
        rows = rows.filter(organisation__path__gte=top.path, organisation__path__lt=top.path_end)
    return rows


def waiting_of(person: Person) -> int:
    """How many applications wait for this officer."""
    ranges = person.reach("people.approve").ranges()
    return sum(_applications.first(start, end, person.pk) or 0 for start, end in ranges)


@prepared
def _applications(start: str, end: str, person: int) -> QuerySet[Any, int]:
    """How many of one subtree; the menu shows it on every page of the desk."""
    below = Membership.objects.filter(organisation__path__gte=start, organisation__path__lt=end)
    waiting = below.filter(state__in=OPEN_STATES).exclude(person=person).order_by()
    return waiting.values(one=Value(1)).annotate(n=Count("pk")).values_list("n", flat=True)


def unions_reached_by(person: Person, verb: str = "people.approve") -> QuerySet[Organisation]:
    """The choices of a desk form: established unions within reach."""
    reach = person.reach(verb)
    return Organisation.objects.filter(reach.q("path"), since__isnull=False, until__isnull=True).order_by(
        "path"
    )


def rosters_seen_by(person: Person) -> QuerySet[Roster]:
    return (
        Roster.objects.filter(person.reach("people.approve").q())
        .select_related("organisation", "by")
        .defer("outcomes")
        .order_by("-id")
    )


def roles_seen_by(person: Person) -> QuerySet[Role]:
    """Posts in the unions within reach, by those who grant them or manage the members."""
    reach = person.reach("people.grant_roles") or person.reach("people.see")
    return (
        Role.objects.filter(reach.q())
        .select_related("person", "organisation")
        .order_by("organisation__path", "id")
    )


def roles_of(person: Person, on: date) -> list[Role]:
    """The posts somebody holds on a day."""
    live = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))
    return list(person.roles.filter(live).select_related("organisation").order_by("organisation__path"))


def join_codes_seen_by(person: Person) -> QuerySet[JoinCode]:
    return (
        JoinCode.objects.filter(person.reach("people.see").q()).select_related("organisation").order_by("-id")
    )


def openings_about(person: Person) -> QuerySet[Opening]:
    """Who opened which of my fields, when and why."""
    return Opening.objects.filter(person=person).select_related("by", "organisation").order_by("-at", "-id")


def consents_of(person: Person) -> QuerySet[Consent]:
    return Consent.objects.filter(person=person).order_by("-given_at", "-id")


def memberships_of(person: Person | int) -> QuerySet[Membership]:
    rows = Membership.objects.filter(person=person).select_related("organisation", "join_code")
    return rows.order_by("-applied_at", "-id")


def active_membership(person: Person) -> Membership | None:
    return memberships_of(person).filter(state=Membership.State.ACTIVE).first()


@dataclass(frozen=True)
class Deadline:
    """The last day of a review and where it comes from."""

    on: date
    citation: Citation


def deadline_of(membership: Membership) -> Deadline:
    day, citation = review_due(membership.applied_at, membership.organisation.county_code)
    return Deadline(membership.due_on or day, citation)


@dataclass(frozen=True)
class CodeReport:
    """What one printed code brought: how many applied, are members, wait, were refused."""

    code: JoinCode
    applied: int
    active: int
    waiting: int
    refused: int


def join_report(person: Person, *, since: date | None = None, until: date | None = None) -> list[CodeReport]:
    """One line a code, the busiest first (S2-19). Two questions."""
    codes = {code.pk: code for code in join_codes_seen_by(person)[:500]}
    rows = Membership.objects.filter(join_code__in=codes)
    rows = rows.filter(applied_at__date__gte=since) if since else rows
    rows = rows.filter(applied_at__date__lte=until) if until else rows
    counts = {row.pop("join_code"): row for row in _counted(rows)}
    none: dict[str, Any] = {"applied": 0, "active": 0, "waiting": 0, "refused": 0}
    reports = [CodeReport(code, **counts.get(pk, none)) for pk, code in codes.items()]
    return sorted(reports, key=lambda report: (-report.applied, report.code.pk))


def _counted(rows: QuerySet[Membership]) -> Iterable[dict[str, Any]]:
    counted = rows.order_by().values("join_code").annotate(
        applied=Count("pk"),
        active=Count("pk", filter=Q(state=Membership.State.ACTIVE)),
        waiting=Count("pk", filter=Q(state__in=OPEN_STATES)),
        refused=Count("pk", filter=Q(state=Membership.State.REJECTED)),
    )  # fmt: skip
    return [dict(row) for row in counted]


def demo_accounts() -> QuerySet[Account]:
    """The invented people one may become with one click, in a demo."""
    return Account.objects.filter(is_demo=True, is_active=True).select_related("person").order_by("id")


def has_second_factor(account: Account) -> bool:
    """Whether an authenticator app or a passkey guards this account."""
    from allauth.mfa.models import Authenticator

    types = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=account, type__in=types).exists())


def has_wechat(person: Person) -> bool:
    """Whether one of their accounts can be opened with WeChat."""
    from allauth.socialaccount.models import SocialAccount

    return bool(SocialAccount.objects.filter(user__person=person, provider="weixin").exists())


def join_codes() -> QuerySet[JoinCode]:
    """Printed codes are for everybody who scans them."""
    return JoinCode.objects.select_related("organisation")


def open_application(person: Person) -> Membership | None:
    """The application that is still with the union, if there is one."""
    return memberships_of(person).filter(state__in=OPEN_STATES).first()


def person_with(pk: int) -> Person:
    """For verbs that have kept an id of their own."""
    return Person.objects.get(pk=pk)


@dataclass(frozen=True)
class Mine:
    """The page of one person about themselves."""

    person: Person
    membership: Membership | None
    others: list[Membership]
    openings: int
    posts: list[Role]


def mine(person: Person) -> Mine:
    """Three questions: memberships, openings, posts."""
    memberships = list(memberships_of(person)[:20])
    active = next((each for each in memberships if each.state == Membership.State.ACTIVE), None)
    others = [each for each in memberships if each != active]
    posts = roles_of(person, local_date(database_now()))
    return Mine(person, active, others, openings_about(person).count(), posts)


@dataclass(frozen=True)
class MyAccounts:
    """Ways to sign in, and what guards them."""

    accounts: list[Account]
    current: Account
    has_second_factor: bool
    has_password: bool
    has_wechat: bool


def accounts_of(person: Person, current: Account) -> MyAccounts:
    rows = list(Account.objects.filter(person=person, is_active=True).order_by("id"))
    password = current.has_usable_password()
    return MyAccounts(rows, current, has_second_factor(current), password, has_wechat(person))


def today() -> date:
    """The calendar day where the union works."""
    return local_date(database_now())


def looked_at(organisation: Organisation, content: bytes, occupation: str, *, by: Person) -> list[Line]:
    """What importing this sheet would do, row by row, without doing it."""
    table = read_table(io.BytesIO(content), most=MOST_ROWS)
    return check_roster(read_roster(table, occupation=occupation, on=today()), organisation, by=by)


@dataclass(frozen=True)
class RosterLine:
    """What became of one row of an imported sheet."""

    number: int
    code: str
    sentence: str

    @property
    def is_good(self) -> bool:
        return self.code == OK

    @property
    def result(self) -> str:
        return _("已入会") if self.is_good else _("未导入")


def roster_lines(roster: Roster) -> list[RosterLine]:
    return [RosterLine(number, code, sentence) for number, code, sentence, _membership in roster.outcomes]


def how_far(roster: Roster) -> dict[str, Any]:
    """A list on its page. The reasons once it is finished, since until then the page asks again and again."""
    refused = [line for line in roster_lines(roster) if not line.is_good] if roster.finished_at else []
    return {"roster": roster, "refused": refused}


@dataclass(frozen=True)
class Holder:
    """Who shows a card, as far as the one who checks may know: the name only within reach."""

    name: str
    membership: Membership | None
    is_real_name: bool


def holder(person: Person, by: Person) -> Holder:
    own = active_membership(person)
    reach = by.reach("people.see")
    within = own is not None and reach.covers(own.organisation.path)
    name = person.name if within else person.name[:1] + "*" * max(len(person.name) - 1, 0)
    return Holder(name, own, person.is_real_name)


def member_by_card(card_no: str, organisation: Organisation) -> Person | None:
    """An active member by card number, in that union or anywhere above or below it."""
    row = Membership.objects.filter(card_no=card_no.replace(" ", ""), state=Membership.State.ACTIVE).first()
    return row.person if row else None


def no_unions() -> QuerySet[Organisation]:
    """What a choice of unions starts from."""
    return Organisation.objects.none()


def account_with(mobile: str) -> Account | None:
    """The account that this phone signs in to."""
    rows = Account.objects.filter(mobile_index=blind_index("mobile", mobile), is_active=True)
    return rows.select_related("person").first()
