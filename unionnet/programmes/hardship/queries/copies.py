# SPDX-License-Identifier: Apache-2.0
"""The register of a desk, and its copies that were asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.foundation.crypto import Sealed
from unionnet.programmes.hardship.models import (
    FILE,
    MEMBER,
    Dossier,
    DossierStep,
    HouseholdMember,
    RegisterCopy,
    read_all,
)
from unionnet.programmes.hardship.queries.desks import desks_of
from unionnet.programmes.hardship.queries.own import sealed_json
from unionnet.programmes.hardship.queries.pages import (
    HANDS,
    Member,
    hands_in,
    opened_member,
    verdict_of,
)
from unionnet.programmes.hardship.rules import APPROVE, HANDLE

OPINIONS = ("first_check", "publish", "register")
AT_ONCE = 500


def registered_at(union: Organisation) -> QuerySet[Dossier]:
    """In file, by the union that decided."""
    return Dossier.objects.filter(state="registered", decider=union).order_by("pk")


def desks_with_register(person: Person) -> list[Organisation]:
    """Where this person handles households that are in file."""
    deciding = Dossier.objects.filter(state="registered").values("decider")
    rows = Organisation.objects.filter(path__in=offices_of(person, HANDLE), pk__in=deciding)
    return list(rows.order_by("path"))


def copies_seen_by(person: Person) -> QuerySet[RegisterCopy]:
    rows = RegisterCopy.objects.filter(organisation__path__in=desks_of(person))
    return rows.select_related("organisation", "asked_by", "second")


def copies_to_let_go(person: Person) -> QuerySet[RegisterCopy]:
    rows = copies_seen_by(person).filter(second=None, organisation__path__in=offices_of(person, APPROVE))
    return rows.exclude(asked_by=person).order_by("-pk")


def heads() -> list[str]:
    """What the file of HW-14 says, a column each."""
    known = [_("编号"), _("困难类别"), _("申请人"), _("性别"), _("身份证号"), _("手机号"), _("受理工会")]
    asked = [str(each.label) for each in FILE.values()]
    counted = [
        *(_("家庭全年可支配收入（元）"), _("全年刚性支出（元）"), _("家庭人口"), _("人均月收入")),
        *(_("主要致困原因"), _("家庭成员"), _("开户行"), _("收款账号")),
    ]
    hands = [_("录入人"), _("建档人"), _("审核人"), _("认定人")]
    said = [_("初审意见"), _("审核意见"), _("认定意见"), _("建档日期"), _("复核到期日")]
    return [*known, *asked, *counted, *hands, *said]


def lines_of(found: Iterable[Dossier]) -> Iterator[list[object]]:
    """Numbers in clear: only for the sheet that two people let go. Members and stories are asked for
    AT_ONCE households together, and held no longer."""
    rest = iter(found)
    while together := list(islice(rest, AT_ONCE)):
        numbers = [dossier.pk for dossier in together]
        members, stories = _members_of(numbers), _stories_of(numbers)
        for dossier in together:
            yield _line(dossier, members[dossier.pk], stories[dossier.pk])


def _members_of(households: list[int]) -> dict[int, list[Member]]:
    found: dict[int, list[Member]] = defaultdict(list)
    for row in HouseholdMember.objects.filter(dossier__in=households).order_by("pk"):
        found[row.dossier_id].append(opened_member(row))
    return found


def _stories_of(households: list[int]) -> dict[int, list[DossierStep]]:
    """The steps that have a hand or an opinion, in their order."""
    found: dict[int, list[DossierStep]] = defaultdict(list)
    rows = DossierStep.objects.filter(dossier__in=households, move__in=HANDS).select_related("made_by")
    for row in rows.order_by("number"):
        found[row.dossier_id].append(row)
    return found


def _line(dossier: Dossier, members: list[Member], story: list[DossierStep]) -> list[object]:
    person, said = dossier.person, sealed_json(dossier.particulars)
    situation = sealed_json(dossier.situation)
    verdict = verdict_of(dossier, situation, len(members))
    last, hands = {row.move: row for row in story}, dict(hands_in(story))
    return [
        *(dossier.public_id, str(dossier.get_grade_display()), person.name, str(person.get_sex_display())),
        *(_opened(person.id_number), _opened(person.mobile), dossier.organisation.name),
        *(each.read(said.get(name)) for name, each in FILE.items()),
        *((verdict.household.income / 100, verdict.household.rigid / 100) if verdict else ("", "")),
        *(len(members), verdict.per_head / 100 if verdict else ""),
        *(str(situation.get("cause", "")), "\n".join(map(_member, members))),
        *(dossier.bank, _opened(dossier.account)),
        *(hands.get(label, "") for label in (_("录入人"), _("建档人"), _("审核人"), _("认定人"))),
        *(_opened(last[move].reason) if move in last else "" for move in OPINIONS),
        *(dossier.registered_on, dossier.review_due),
    ]


def _member(member: Member) -> str:
    facts = [words for _label, words in read_all(MEMBER, sealed_json(member.row.particulars))]
    return " ".join([member.name, str(member.row.get_relation_display()), member.id_number, *facts])


def _opened(sealed: object) -> str:
    return str(sealed.open()) if isinstance(sealed, Sealed) else ""
