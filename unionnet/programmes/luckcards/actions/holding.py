# SPDX-License-Identifier: Apache-2.0
"""Open a collection, put its pictures up, and collect: earn a try, and have it decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.luckcards.facts import CollectionOpened, MarkerPutUp, MarkerTakenDown
from unionnet.programmes.luckcards.marker import new_code
from unionnet.programmes.luckcards.models import Collection, Marker
from unionnet.programmes.luckcards.queries import marker_by
from unionnet.programmes.luckcards.rules import no_such_marker, why_not_hold, why_not_manage, why_not_now
from unionnet.tools.benefits.actions import PrizeTerms, RaffleTerms, earn_try, open_raffle, try_luck
from unionnet.tools.benefits.models import Entry, Item


@dataclass(frozen=True)
class CollectionTerms:
    """How often a day a try is earned each way, and what a full set is exchanged for: `set_item` and so many
    of it, `set_tries` further tries, or either."""

    scans: int = 1
    sign_ins: int = 1
    shares: int = 0
    may_give: bool = True
    set_item: Item | None = None
    set_stock: int = 0
    set_tries: int = 0

    @property
    def ways(self) -> int:
        return self.scans + self.sign_ins + self.shares


@verb
def open_collection(
    union: Organisation,
    raffle: RaffleTerms,
    prizes: Sequence[PrizeTerms],
    terms: CollectionTerms,
    *,
    key: UUID,
    by: Person,
) -> Collection:
    """A raffle with luck cards among its prizes, whose tries are earned. Sent twice it is one."""
    if no := why_not_manage(by, union):
        raise no
    if no := why_not_hold(
        terms.ways, prizes, has_prize=terms.set_item is not None, set_tries=terms.set_tries
    ):
        raise no
    table = list(prizes)
    if terms.set_item:
        apart = PrizeTerms("集齐福卡礼品", terms.set_stock, 0, {terms.set_item: 1}, "Gift for a full set")
        table.append(apart)
    made = open_raffle(union, replace(raffle, is_earned=True), table, key=key, by=by)
    if held := Collection.objects.filter(raffle=made).first():
        return held
    collection = Collection.objects.create(
        raffle=made,
        scans=terms.scans,
        sign_ins=terms.sign_ins,
        shares=terms.shares,
        may_give=terms.may_give,
        set_tries=terms.set_tries,
        set_prize=made.prizes.get(rank=len(table)) if terms.set_item else None,
    )
    tell(CollectionOpened(collection.pk, made.pk), by=by, org_path=union.path)
    return collection


@verb
def put_up(collection: Collection, label: str, *, by: Person) -> Marker:
    """A picture for one place. Under one label it is one."""
    union = collection.raffle.organisation
    if no := why_not_manage(by, union):
        raise no
    made, is_new = Marker.objects.get_or_create(
        collection=collection, label=one_line(label, 60), defaults={"code": new_code()}
    )
    if is_new:
        tell(MarkerPutUp(made.pk, collection.pk), by=by, org_path=union.path)
    return made


@verb
def take_down(marker: Marker, *, by: Person, at: datetime | None = None) -> Marker:
    """From now on nobody earns anything with it. Twice is once."""
    union = marker.collection.raffle.organisation
    if no := why_not_manage(by, union):
        raise no
    if marker.ended_at is None:
        marker.ended_at = at or database_now()
        marker.save(update_fields=["ended_at"])
        tell(MarkerTakenDown(marker.pk), by=by, org_path=union.path)
    return marker


@verb
def collect(
    person: Person,
    collection: Collection,
    way: str,
    *,
    code: str = "",
    key: str | None = None,
    at: datetime | None = None,
) -> Entry:
    """Earn a try by this way (`scan` needs the code of a picture that is up) and have it decided at once. Who
    has none left today is refused; the same key again is answered as before."""
    moment = at or database_now()
    if no := why_not_now(collection, moment):
        raise no
    if way == "scan" and not marker_by(collection, code):
        raise no_such_marker()
    caps = {"scan": collection.scans, "sign_in": collection.sign_ins, "share": collection.shares}
    earn_try(person, collection.raffle, way, cap=caps.get(way, 0), at=moment)
    return try_luck(person, collection.raffle, key=key, at=at)
