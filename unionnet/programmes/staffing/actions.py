# SPDX-License-Identifier: Apache-2.0
"""Verbs of the roster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.staffing.facts import (
    PostChanged,
    PostEnded,
    PostsEndedWithUnion,
    PostsExported,
    PostsImported,
    PostTaken,
    UnionDayCorrected,
    UnionDayNoted,
    UnionDayTakenBack,
)
from unionnet.programmes.staffing.models import StaffMember, StaffPost, UnionDay
from unionnet.programmes.staffing.reading import Line, Reading
from unionnet.programmes.staffing.rules import (
    why_not_dates,
    why_not_manage,
    why_not_note_days,
    why_not_this_day,
)

KEPT = ("title", "until", "paid_by", "contract_until", "basis")


@dataclass(frozen=True)
class Particulars:
    """A post as an officer writes it down."""

    kind: str
    title: str
    since: date
    until: date | None = None
    paid_by: str = ""
    contract_until: date | None = None
    basis: str = ""


@verb
def take_post(
    organisation: Organisation,
    name: str,
    given: Particulars,
    *,
    by: Person,
    number: str = "",
    person: Person | None = None,
) -> StaffPost:
    """Put somebody on the roster of a union. Sending the form twice gives one post."""
    organisation = _locked(organisation, by)
    if refusal := why_not_dates(given.since, given.until, given.contract_until):
        raise refusal
    member = _known(organisation, name, number, person) or StaffMember.objects.create(
        name=name, number=number, person=person, county_code=organisation.county_code
    )
    if member.name != name:
        raise Refusal("name_differs", _("这个编号或会员证登记在另一个姓名下，请核对。"))
    same = StaffPost.objects.filter(member=member, organisation=organisation, kind=given.kind)
    if held := same.filter(since=given.since).first() or same.filter(until__isnull=True).first():
        return held
    post = StaffPost.objects.create(member=member, organisation=organisation, **vars(given))
    tell(PostTaken(post.pk, organisation.pk), by=by, org_path=organisation.path)
    return post


@verb
def change_post(post: StaffPost, given: Particulars, *, by: Person) -> StaffPost:
    """Correct what was written. Kind, union and person stay: another post is another row."""
    organisation = _locked(post.organisation, by)
    if refusal := why_not_dates(given.since, given.until, given.contract_until):
        raise refusal
    post = StaffPost.objects.select_related("member", "organisation").get(pk=post.pk)
    for name in (*KEPT, "since"):
        setattr(post, name, getattr(given, name))
    try:
        with transaction.atomic():
            post.save(update_fields=[*KEPT, "since"])
    except IntegrityError as error:
        raise Refusal("same_post", _("这个人在这里已有同类型的岗位，请先结束原来的。")) from error
    tell(PostChanged(post.pk, organisation.pk), by=by, org_path=organisation.path)
    return post


@verb
def end_post(post: StaffPost, until: date, *, by: Person) -> StaffPost:
    """Somebody leaves a post; its last day is `until`. Ended twice is ended once."""
    organisation = _locked(post.organisation, by)
    post = StaffPost.objects.select_related("member", "organisation").get(pk=post.pk)
    if post.until and post.until <= until:
        return post
    if refusal := why_not_dates(post.since, until):
        raise refusal
    post.until = until
    post.save(update_fields=["until"])
    tell(PostEnded(post.pk, organisation.pk), by=by, org_path=organisation.path)
    return post


@verb
def end_posts_with(union: Organisation) -> int:
    """The union is no more (ORG-17): its posts end with its last day, at the latest with their own first.
    Returns how many ended."""
    last = Organisation.objects.values_list("until", flat=True).get(pk=union.pk)
    if last is None:
        return 0
    there = StaffPost.objects.filter(organisation=union).filter(Q(until=None) | Q(until__gt=last))
    ended = there.exclude(until=F("since")).update(until=Greatest(F("since"), last))
    if ended:
        tell(PostsEndedWithUnion(union.pk, ended), by=None, org_path=union.path)
    return ended


@verb
def note_day(
    post: StaffPost, day: date, halves: int, what: str, *, by: Person, at: datetime | None = None
) -> UnionDay:
    """Write down a day, or half of one, of union work in paid time (ORG-31). The same day again corrects it:
    a person has one record a day, on whichever post."""
    at = at or database_now()
    StaffMember.objects.select_for_update(no_key=True).get(pk=post.member_id)
    post = StaffPost.objects.select_related("member", "organisation").get(pk=post.pk)
    if refusal := why_not_note_days(by, post) or why_not_this_day(post, day, halves, today=local_date(at)):
        raise refusal
    used = UnionDay.objects.filter(member=post.member_id, day=day, taken_back_at=None).first()
    if used and used.post_id != post.pk:
        raise Refusal("day_taken", _("这一天已登记在同一人的另一个岗位上；一个人一天只登记一次。"))
    if used and (used.halves, used.what) == (halves, what):
        return used
    told = UnionDayCorrected if used else UnionDayNoted
    used = used or UnionDay(post=post, member_id=post.member_id, day=day, noted_by=by, noted_at=at)
    used.halves, used.what = halves, what
    used.save()
    organisation = post.organisation
    tell(told(used.pk, post.pk, organisation.pk), by=by, org_path=organisation.path)
    return used


@verb
def take_day_back(used: UnionDay, *, by: Person, at: datetime | None = None) -> UnionDay:
    """It was written down by mistake and counts no longer. Twice is once."""
    at = at or database_now()
    used = UnionDay.objects.select_for_update().get(pk=used.pk)
    post = StaffPost.objects.select_related("member", "organisation").get(pk=used.post_id)
    if refusal := why_not_note_days(by, post):
        raise refusal
    if used.taken_back_at:
        return used
    used.taken_back_at, used.taken_back_by = at, by
    used.save(update_fields=["taken_back_at", "taken_back_by"])
    fact = UnionDayTakenBack(used.pk, post.pk, post.organisation_id)
    tell(fact, by=by, org_path=post.organisation.path)
    return used


@verb
def import_posts(union: Organisation, reading: Reading, *, by: Person) -> Reading:
    """Keep every row that is in order: new people, new posts, corrected ones, each in one statement. The same
    file again changes nothing."""
    union = _locked(union, by)
    if not reading.new and not reading.known:
        raise Refusal("nothing_to_import", _("没有可以导入的行，请先改正表格。"))
    reach = by.reach("staffing.manage")
    if not all(reach.covers(line.organisation.path) for line in (*reading.new, *reading.known)):
        raise Refusal("elsewhere", _("您只能登记自己工会和下级工会的干部。"))
    members = _members_for(reading.new)
    StaffPost.objects.bulk_create(
        (StaffPost(member=member, organisation=line.organisation, **line.values)
         for line, member in zip(reading.new, members, strict=True)),
        batch_size=1000, ignore_conflicts=True,
    )  # fmt: skip
    changed = [_corrected(line) for line in reading.known]
    StaffPost.objects.bulk_update(changed, KEPT, batch_size=500)
    tell(PostsImported(union.pk, len(reading.new), len(changed)), by=by, org_path=union.path)
    return reading


@verb
def note_export(union: Organisation, rows: int, *, by: Person) -> None:
    """A list of names left the house: say so in the journal."""
    tell(PostsExported(union.pk, rows), by=by, org_path=union.path)


def _members_for(lines: list[Line]) -> list[StaffMember]:
    """The person of each row: known, or made once for all rows that mean the same one."""
    made: dict[object, StaffMember] = {}
    for line in lines:
        if line.member is None and line.who not in made:
            made[line.who] = StaffMember(
                name=line.name,
                number=line.number,
                person=line.person,
                county_code=line.organisation.county_code,
            )
    StaffMember.objects.bulk_create(made.values(), batch_size=1000)
    return [line.member or made[line.who] for line in lines]


def _corrected(line: Line) -> StaffPost:
    if line.post is None:  # a known row has its post
        raise ValueError(line.number)
    for name in KEPT:
        if line.values.get(name):
            setattr(line.post, name, line.values[name])
    return line.post


def _locked(organisation: Organisation, by: Person) -> Organisation:
    """One writer of a union's roster at a time: two who send the same person make one row."""
    if refusal := why_not_manage(by, organisation):
        raise refusal
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _known(union: Organisation, name: str, number: str, person: Person | None) -> StaffMember | None:
    """The same human being: by the register, by number, or by name in the same union."""
    members = StaffMember.objects
    if person and (found := members.filter(person=person).first()):
        return found
    if number:
        return members.filter(county_code=union.county_code, number=number).first()
    if person:
        return None
    return members.filter(name=name, posts__organisation=union).order_by("pk").first()
