# SPDX-License-Identifier: Apache-2.0
"""Verbs of giving: open a benefit, list people, hand out to one or to many in one statement, end it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.actions import forget_files
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.benefits.actions.signatures import sealed_drawing
from unionnet.tools.benefits.facts import BenefitEnded, BenefitOpened, HandedOut, PeopleListed
from unionnet.tools.benefits.models import Benefit, Content, Item, Receipt, Voucher
from unionnet.tools.benefits.queries.judging import JUDGE, Handing, asked
from unionnet.tools.benefits.rules import (
    refusal,
    why_not_hand_out,
    why_not_manage,
    why_not_open,
    why_not_sign_so,
)

GIVE = JUDGE + (Path(__file__).parent / "give.sql").read_text(encoding="utf-8")
LOCK_PEOPLE = """
    SELECT FROM people_standing WHERE person_id = ANY (%(persons)s) ORDER BY person_id FOR NO KEY UPDATE
"""
LOCK_STOCK = """
    SELECT FROM benefits_stock s WHERE s.organisation_id = %(union)s AND s.batch_id IN (
        SELECT b.id FROM benefits_batch b JOIN benefits_content c ON c.item_id = b.item_id
        WHERE c.benefit_id = %(benefit)s
    ) ORDER BY s.id FOR NO KEY UPDATE
"""
LIST = """
    INSERT INTO benefits_entitled (benefit_id, person_id)
    SELECT %s, unnest(%s::bigint[]) ON CONFLICT DO NOTHING
"""
GIVEN = frozenset({"given", "again"})


@dataclass(frozen=True)
class Terms:
    """For whom and when. What is left out does not narrow anything."""

    title: str
    opens_at: datetime
    closes_at: datetime
    occasion: str = Benefit.Occasion.SERVICE
    festival: str = ""
    open_to: Organisation | None = None
    any_tags: tuple[str, ...] = ()
    joined_from: date | None = None
    joined_until: date | None = None
    by_list: bool = False
    by_hand: bool = False
    per_person: int = 1


@verb
def open_benefit(
    union: Organisation,
    terms: Terms,
    contents: Mapping[Item, int],
    *,
    key: UUID,
    by: Person,
    at: datetime | None = None,
) -> Benefit:
    """A benefit with what it gives each time. What one hand-out would break is refused here already."""
    if no := why_not_manage(by, union):
        raise no
    if held := Benefit.objects.filter(key=key).first():
        return held
    open_to = terms.open_to or union
    if not union.contains(open_to.path):
        raise Refusal("not_below", _("只能发给本会和下级工会的会员。"))
    if not contents:
        raise Refusal("nothing_given", _("请选择至少一种物品。"))
    said = {
        **vars(terms),
        "title": one_line(terms.title, 60),
        "open_to": open_to,
        "any_tags": list(terms.any_tags),
    }
    benefit = Benefit(organisation=union, key=key, **said)
    worth = sum(item.value * quantity for item, quantity in contents.items())
    if no := why_not_open(benefit, worth, on=local_date(at or terms.opens_at)):
        raise no
    benefit.save()
    Content.objects.bulk_create(
        Content(benefit=benefit, item=item, quantity=quantity) for item, quantity in contents.items()
    )
    tell(BenefitOpened(benefit.pk, union.pk), by=by, org_path=union.path)
    return benefit


@verb
def end_benefit(benefit: Benefit, *, by: Person, at: datetime | None = None) -> Benefit:
    """Before its time: nothing more is handed out. Twice is once."""
    benefit = Benefit.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=benefit.pk)
    if no := why_not_manage(by, benefit.organisation):
        raise no
    if benefit.ended_at is None:
        benefit.ended_at = at or database_now()
        benefit.save(update_fields=["ended_at"])
        tell(BenefitEnded(benefit.pk), by=by, org_path=benefit.organisation.path)
    return benefit


@verb
def list_people(benefit: Benefit, people: Collection[int], *, by: Person) -> int:
    """Put these persons on the list. Returns how many were not on it."""
    if no := why_not_manage(by, benefit.organisation):
        raise no
    with connection.cursor() as cursor:
        cursor.execute(LIST, [benefit.pk, sorted(set(people))])
        added = int(cursor.rowcount)
    if added:
        tell(PeopleListed(benefit.pk, added), by=by, org_path=benefit.organisation.path)
    return added


@dataclass(frozen=True)
class Signed:
    """How it is signed for. A list on paper is a file; `drawing` is the PNG of the one person it is handed
    to, as a browser sent it."""

    via: str
    paper: StoredFile | None = None
    drawing: bytes = b""


@verb
def hand_out_all(
    benefit: Benefit,
    union: Organisation,
    handings: Sequence[Handing],
    signed: Signed,
    *,
    by: Person,
    at: datetime | None = None,
) -> list[str]:
    """Give it to each of them from the stock of that union, in the order given: one statement, however many.
    Answers in their order: `given`, `again` (the same coming came before), or the code of a refusal."""
    if no := why_not_hand_out(by, benefit, union) or why_not_sign_so(benefit, signed.via):
        raise no
    at = at or database_now()
    firsts = list({each.person_id: each for each in reversed(handings)}.values())[::-1]
    parameters = {
        **asked(benefit, union, firsts, at),
        "by": by.pk,
        "via": signed.via,
        "paper": signed.paper.pk if signed.paper else None,
        "note": benefit.title,
        **sealed_drawing(signed.drawing if signed.via == Receipt.Via.DRAWN else b""),
    }
    with connection.cursor() as cursor:
        cursor.execute(LOCK_PEOPLE, parameters)
        cursor.execute(LOCK_STOCK, parameters)
        cursor.execute(GIVE, parameters)
        answers = {firsts[n].person_id: outcome for n, outcome in cursor.fetchall()}
    keys = {each.key for each in firsts if answers[each.person_id] == "given"}
    _make_cards(benefit, keys, local_date(at))
    for key in keys:
        count = sum(each.key == key and answers[each.person_id] == "given" for each in firsts)
        tell(HandedOut(benefit.pk, union.pk, count, str(key)), by=by, org_path=union.path)
    return [answers[each.person_id] for each in handings]


def _make_cards(benefit: Benefit, keys: Collection[UUID], today: date) -> None:
    """What is used up by and by: one card a piece."""
    fresh = Receipt.objects.filter(key__in=keys, content__benefit=benefit, content__item__entries__gt=0)
    Voucher.objects.bulk_create(
        (
            Voucher(
                receipt=receipt,
                person_id=receipt.person_id,
                item=receipt.content.item,
                entries=receipt.content.item.entries,
                valid_from=today,
                valid_until=today + timedelta(days=receipt.content.item.valid_days - 1),
            )
            for receipt in fresh.filter(vouchers__isnull=True).select_related("content__item").order_by("pk")
            for _piece in range(receipt.quantity)
        ),
        batch_size=2000,
    )


@verb
def hand_out(
    benefit: Benefit,
    union: Organisation,
    person: Person,
    signed: Signed,
    *,
    key: UUID,
    by: Person,
    at: datetime | None = None,
) -> list[Receipt]:
    """To one person at the counter. The same key twice gives what was given the first time, and what was
    signed then stands."""
    at = at or database_now()
    (answer,) = hand_out_all(benefit, union, [Handing(person.pk, key)], signed, by=by, at=at)
    if answer not in GIVEN:
        raise refusal(answer, benefit, on=local_date(at))
    found = Receipt.objects.filter(key=key, person=person, content__benefit=benefit)
    rows = list(found.select_related("content__item").order_by("pk"))
    if signed.paper and rows[0].paper_id != signed.paper.pk:
        forget_files([signed.paper.pk])
    return rows
