# SPDX-License-Identifier: Apache-2.0
"""The roster of 云阳 (ledger S2-02): 531 full-time and 2,574 part-time people in 861 unions. Some of them
hold a second post; each town has contract workers besides. All invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from unionnet.directory.organisations.models import TIERS, Organisation
from unionnet.doors.demo.crowd.inventing import invent
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.staffing.models import StaffMember, StaffPost, UnionDay

Kind = StaffPost.Kind
FULL_TIME, PART_TIME = 531, 2574
ADVISERS, SUPERVISORS, WORKERS_OF_A_TOWN = 30, 52, 2
UNIONS_WITH_DAYS = 240
WORK = ("参加委员会会议", "走访职工家庭", "参加工会干部培训", "组织职工活动", "参加集体协商")
FROM = 5_000_000  # numbers of invented people whom no crowd reaches


@stage("staffing", "干部配备 / staffing", order=60)
def load_staffing() -> None:
    unions = [row for row in small_unions() if row.since]
    numbers = count(FROM)
    people: list[StaffMember] = []
    posts: list[StaffPost] = []
    for union, kind, title in _places(unions):
        people.append(_somebody(next(numbers), union))
        posts.append(_post(people[-1], union, kind, title, len(posts)))
    posts += list(_second_posts(posts))
    _is_really_there(posts)
    StaffMember.objects.bulk_create(people, batch_size=1000)
    StaffPost.objects.bulk_create(posts, batch_size=1000)
    UnionDay.objects.bulk_create(_days(posts), batch_size=1000)


def _is_really_there(posts: list[StaffPost]) -> None:
    """One of the part-time people signs in, and finds their own days on the phone."""
    chair, village = demo_person("village"), tree_by_key()["village-0"]
    own = next(post for post in posts if post.kind == Kind.PART_TIME and post.organisation == village)
    own.member.person, own.member.name, own.title = chair, chair.name, "兼职主席"


def _days(posts: list[StaffPost]) -> Iterator[UnionDay]:
    """This month and the one before: most within what the law pays for, a few above."""
    officer, first = demo_person("county"), local_date(database_now()).replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    part_time = [post for post in posts if post.kind == Kind.PART_TIME]
    signs_in = [post for post in part_time if post.member.person]
    for number, post in enumerate([*signs_in, *part_time[: UNIONS_WITH_DAYS * 3 : 3]]):
        for day in range(1 + (number + 1) % 4 + (number % 11 == 5)):
            for month in (before, first):
                yield UnionDay(
                    post=post,
                    member=post.member,
                    day=month + timedelta(days=(day * 5 + number) % 27),
                    halves=2 - (day + number) % 2,
                    what=WORK[(day + number) % len(WORK)],
                    noted_by=post.member.person or officer,
                )


def small_unions() -> list[Organisation]:
    """The 小三级 of 云阳, town by town."""
    rows = tree_by_key()
    path = rows["yunyang"].path
    kinds = [kind for tier in TIERS.values() for kind in tier]
    return sorted(
        (row for row in rows.values() if row.path.startswith(path) and row.kind in kinds),
        key=lambda row: row.path,
    )


def _places(unions: list[Organisation]) -> Iterator[tuple[Organisation, str, str]]:
    """Four full-time people in a town, two in a sector, then one each as far as they go; two part-time ones
    everywhere, then a third as far as they go."""
    towns = [union for union in unions if union.tier == 1]
    sectors = [union for union in unions if union.kind == "sectoral_federation"]
    rest = [union for union in unions if union not in towns and union not in sectors]
    full = [*towns * 4, *sectors * 2]
    for union in [*full, *rest[: FULL_TIME - len(full)]]:
        yield union, Kind.FULL_TIME, "专职副主席"
    for union in [*unions * 2, *unions[: PART_TIME - 2 * len(unions)]]:
        yield union, Kind.PART_TIME, "兼职委员"
    for union in towns * WORKERS_OF_A_TOWN:
        yield union, Kind.CONTRACT_WORKER, "社会化工会工作者"


def _second_posts(posts: list[StaffPost]) -> Iterator[StaffPost]:
    part_time = [post for post in posts if post.kind == Kind.PART_TIME]
    for number, post in enumerate(part_time[: ADVISERS + SUPERVISORS]):
        kind = Kind.BARGAINING_ADVISER if number < ADVISERS else Kind.SUPERVISION_OFFICER
        yield _post(post.member, post.organisation, kind, str(kind.label), number)


def _somebody(number: int, union: Organisation) -> StaffMember:
    name = invent(number, "50", union.name).name
    return StaffMember(name=name, number=f"YY{number - FROM + 1:05d}", county_code=union.county_code)


def _post(member: StaffMember, union: Organisation, kind: str, title: str, number: int) -> StaffPost:
    since = max(union.since or date(2022, 1, 1), date(2022, 1, 1) + timedelta(days=number % 700))
    is_hired = kind == Kind.CONTRACT_WORKER
    ends = local_date(database_now()) + timedelta(days=20 + 9 * (number % 40)) if is_hired else None
    return StaffPost(
        member=member,
        organisation=union,
        kind=kind,
        title=title,
        since=since,
        paid_by=StaffPost.PaidBy.UNION if is_hired else StaffPost.PaidBy.EMPLOYER,
        contract_until=ends,
    )
