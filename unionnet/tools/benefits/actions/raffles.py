# SPDX-License-Identifier: Apache-2.0
"""Verbs around a draw of gifts: open it, with seed and table committed to; cancel; publish; draw from a list;
take back what nobody fetched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.db.models import F

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation import lots
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.benefits import chances
from unionnet.tools.benefits.actions.giving import LOCK_PEOPLE, Terms, open_benefit
from unionnet.tools.benefits.actions.trying import TRY
from unionnet.tools.benefits.facts import (
    PrizesReturned,
    PrizeWon,
    RaffleCancelled,
    RaffleFrozen,
    RaffleOpened,
    RafflePublished,
)
from unionnet.tools.benefits.models import Benefit, Entitled, Entry, Item, Prize, Raffle, Win
from unionnet.tools.benefits.raffle_rules import (
    why_not_cancel,
    why_not_draw_list,
    why_not_open_raffle,
    why_not_publish,
)

GIVE_BACK = (Path(__file__).parent / "give_back.sql").read_text(encoding="utf-8")
AT_ONCE = 2000


@dataclass(frozen=True)
class RaffleTerms:
    """For whom and when. What is left out does not narrow anything."""

    title: str
    opens_at: datetime
    closes_at: datetime
    title_en: str = ""
    about: str = ""
    mode: str = Raffle.Mode.INSTANT
    audience: str = Raffle.Audience.MEMBERS
    open_to: Organisation | None = None
    any_tags: tuple[str, ...] = ()
    tries: int = 1
    is_earned: bool = False
    claim_days: int = 7


@dataclass(frozen=True)
class PrizeTerms:
    """One line of the table. `chance` in millionths, for instant draws; `contents` is what one win hands out.
    Without contents it is a luck card, of which there is no end."""

    name: str
    stock: int | None = None
    chance: int = 0
    contents: Mapping[Item, int] | None = None
    name_en: str = ""


@verb
def open_raffle(
    union: Organisation, terms: RaffleTerms, prizes: Sequence[PrizeTerms], *, key: UUID, by: Person
) -> Raffle:
    """Commit to a fresh seed and to the table. From here on neither can be changed, only cancelled."""
    tiers = list(_tiers(prizes))
    if no := why_not_open_raffle(by, union, tiers, terms.mode, is_earned=terms.is_earned):
        raise no
    if held := Raffle.objects.filter(key=key).first():
        return held
    seed = lots.new_seed()
    raffle = Raffle(organisation=union, key=key, **{**vars(terms), "any_tags": list(terms.any_tags)})
    raffle.title, raffle.title_en = one_line(terms.title, 60), one_line(terms.title_en, 120)
    raffle.seed, raffle.commitment = seed.hex(), lots.commitment(seed)
    raffle.table_digest = chances.table_digest(tiers)
    raffle.save(force_insert=True)
    Prize.objects.bulk_create(
        Prize(
            raffle=raffle,
            rank=tier.rank,
            name=tier.name,
            name_en=one_line(prize.name_en, 120),
            since=tier.since,
            until=tier.until,
            stock=tier.stock,
            left=tier.stock,
            is_card=prize.contents is None,
            benefit=_benefit(raffle, tier, prize.contents, by) if prize.contents else None,
        )
        for tier, prize in zip(tiers, prizes, strict=True)
    )
    tell(RaffleOpened(raffle.pk, union.pk), by=by, org_path=union.path)
    return raffle


def _tiers(prizes: Sequence[PrizeTerms]) -> list[chances.Tier]:
    tiers, at = [], 0
    for rank, prize in enumerate(prizes, start=1):
        stock = None if prize.contents is None else prize.stock or 0
        tiers.append(chances.Tier(rank, one_line(prize.name, 60), at, at + prize.chance, stock))
        at += prize.chance
    return tiers


def _benefit(raffle: Raffle, tier: chances.Tier, contents: Mapping[Item, int], by: Person) -> Benefit:
    """What hands the prize out, to those who won it and to nobody else."""
    terms = Terms(
        title=one_line(f"{raffle.title} {tier.name}", 60),
        opens_at=raffle.opens_at,
        closes_at=raffle.closes_at + timedelta(days=raffle.claim_days + 1),
        open_to=raffle.open_to,
        by_list=True,
    )
    return open_benefit(raffle.organisation, terms, contents, key=uuid5(raffle.key, str(tier.rank)), by=by)


@verb
def cancel_raffle(raffle: Raffle, reason: str, *, by: Person, at: datetime | None = None) -> Raffle:
    """Nobody tries any more; what was won stays won."""
    raffle = _locked(raffle)
    if raffle.cancelled_at:
        return raffle
    reason = one_line(reason, 200)
    if no := why_not_cancel(by, raffle, reason):
        raise no
    raffle.cancelled_at, raffle.cancel_reason = at or database_now(), reason
    raffle.save(update_fields=["cancelled_at", "cancel_reason"])
    tell(RaffleCancelled(raffle.pk), by=by, org_path=raffle.organisation.path)
    return raffle


@verb
def publish_raffle(raffle: Raffle, *, by: Person | None, at: datetime | None = None) -> Raffle:
    """Open the seed of an instant draw: from now on anyone can make every try again."""
    raffle, at = _locked(raffle), at or database_now()
    if raffle.published_at:
        return raffle
    if no := why_not_publish(by, raffle, at):
        raise no
    raffle.published_at = at
    raffle.save(update_fields=["published_at"])
    tell(RafflePublished(raffle.pk), by=by, org_path=raffle.organisation.path)
    return raffle


@verb
def freeze_list(raffle: Raffle, *, by: Person | None, at: datetime | None = None) -> Raffle:
    """After closing: the digest of who takes part, in the order they came."""
    raffle, at = _locked(raffle), at or database_now()
    if raffle.frozen_at:
        return raffle
    if no := why_not_publish(by, raffle, at):
        raise no
    raffle.roster_root, raffle.frozen_at = lots.roster_root(list(_roster(raffle))), at
    raffle.save(update_fields=["roster_root", "frozen_at"])
    tell(RaffleFrozen(raffle.pk), by=by, org_path=raffle.organisation.path)
    return raffle


@verb
def draw_list(raffle: Raffle, *, by: Person, public_word: str = "", at: datetime | None = None) -> Raffle:
    """Draw from the list, the dearest prize first. `public_word` is said aloud at the draw, so that whoever
    keeps the seed cannot steer alone. Twice is once."""
    raffle, at = _locked(raffle), at or database_now()
    if raffle.published_at:
        return raffle
    if no := why_not_draw_list(by, raffle, at):
        raise no
    seed, people = bytes.fromhex(raffle.seed.open()), _roster(raffle)
    order = lots.drawn_order(seed, raffle.roster_root, public_word, list(people))
    until = at + timedelta(days=raffle.claim_days)
    lines = iter(order)
    wins: list[Win] = []
    for prize in raffle.prizes.order_by("rank"):
        drawn = [people[line] for _n, line in zip(range(prize.stock or 0), lines, strict=False)]
        wins += [
            Win(raffle=raffle, prize=prize, person_id=person, number=number, at=at, until=until)
            for number, person in drawn
        ]
        Entitled.objects.bulk_create(
            Entitled(benefit=prize.benefit, person_id=person) for _n, person in drawn
        )
        Prize.objects.filter(pk=prize.pk).update(left=F("left") - len(drawn))
    Win.objects.bulk_create(wins, batch_size=AT_ONCE)
    raffle.public_word, raffle.published_at = public_word, at
    raffle.save(update_fields=["public_word", "published_at"])
    for win in wins:
        fact = PrizeWon(raffle.pk, win.person_id, win.number, win.prize_id)
        tell(fact, by=None, org_path=raffle.organisation.path)
    tell(RafflePublished(raffle.pk), by=by, org_path=raffle.organisation.path)
    return raffle


@verb
def take_back(*, at: datetime | None = None) -> int:
    """Prizes nobody fetched in time go back, those of a draw that still runs into it. Returns how many."""
    at, returned = at or database_now(), 0
    due = Win.objects.filter(state=Win.State.OPEN, until__lte=at)
    for raffle_id in due.order_by("raffle").values_list("raffle", flat=True).distinct():
        while some := list(due.filter(raffle=raffle_id).order_by("pk").values_list("pk", "person")[:AT_ONCE]):
            returned += _take_back(raffle_id, some, at)
    return returned


@transaction.atomic
def _take_back(raffle_id: int, wins: Sequence[tuple[int, int]], at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(TRY.lock, {"raffles": [raffle_id]})
        cursor.execute(
            LOCK_PEOPLE, {"persons": [person for _win, person in wins]}
        )  # as whoever hands out does
        given: dict[str, Any] = {"raffle": raffle_id, "wins": [win for win, _person in wins], "at": at}
        cursor.execute(GIVE_BACK, given)
        _fetched, returned = cursor.fetchone()
    if returned:
        path = Raffle.objects.values_list("organisation__path", flat=True).get(pk=raffle_id)
        tell(PrizesReturned(raffle_id, returned), by=None, org_path=path)
    return int(returned)


def _roster(raffle: Raffle) -> dict[str, tuple[int, int]]:
    """Receipt → number and person, in the order of arrival."""
    rows = Entry.objects.filter(raffle=raffle).order_by("number").values_list("receipt", "number", "person")
    return {receipt: (number, person) for receipt, number, person in rows.iterator()}


def _locked(raffle: Raffle) -> Raffle:
    return Raffle.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=raffle.pk)
