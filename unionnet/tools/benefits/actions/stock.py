# SPDX-License-Identifier: Apache-2.0
"""Verbs of the store-room: take in, send down, sign for, count. Only `_move` changes what lies there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.benefits.facts import (
    Allocated,
    BatchTakenIn,
    ConsignmentClosed,
    ItemDescribed,
    StockCounted,
)
from unionnet.tools.benefits.models import Batch, Consignment, Item, Movement, Stock, Stocktake
from unionnet.tools.benefits.rules import (
    not_enough,
    why_not_allocate,
    why_not_goods,
    why_not_manage,
    why_not_pieces,
    why_not_sign,
)

Account, State = Movement.Account, Consignment.State


@dataclass(frozen=True)
class Described:
    """An item as it is described; `value` is one unit in 分."""

    kind: str
    name: str
    value: int
    goods: str = ""
    unit: str = "份"
    entries: int = 0
    valid_days: int = 0


@dataclass(frozen=True)
class Delivery:
    """What came, under which label. `key` makes it one however often it is sent."""

    key: UUID
    label: str
    quantity: int
    supplier: str = ""
    source: str = ""
    best_before: date | None = None


@verb
def describe_item(
    union: Organisation, described: Described, *, by: Person, at: datetime | None = None
) -> Item:
    """A kind of thing this union and those below may give. Described twice it is one."""
    on = local_date(at or database_now())
    name = one_line(described.name, 60)
    goods = one_line(described.goods, 200)
    where = union.county_code
    no = why_not_manage(by, union) or why_not_goods(described.kind, name, goods, where=where, on=on)
    if no:
        raise no
    item, is_new = Item.objects.get_or_create(
        organisation=union, name=name, defaults={**vars(described), "name": name, "goods": goods}
    )
    if is_new:
        tell(ItemDescribed(item.pk, union.pk), by=by, org_path=union.path)
    elif (item.kind, item.value) != (described.kind, described.value):
        raise Refusal("same_name", _("已有同名的物品，单价或类别不同，请换一个名称。"))
    return item


@verb
def take_in(item: Item, union: Organisation, delivery: Delivery, *, by: Person) -> Stock:
    """A delivery comes in."""
    if refusal := why_not_manage(by, union) or why_not_pieces(delivery.quantity):
        raise refusal
    if held := Batch.objects.filter(key=delivery.key).first():
        return held.stocks.get(organisation=held.organisation)
    label = one_line(delivery.label, 40)
    if Batch.objects.filter(organisation=union, label=label).exists():
        raise Refusal("same_label", _("已有这个批次，请换一个批次名称。"))
    batch = Batch.objects.create(
        key=delivery.key,
        organisation=union,
        item=item,
        label=label,
        supplier=one_line(delivery.supplier, 60),
        source=one_line(delivery.source, 60),
        best_before=delivery.best_before,
    )
    stock = Stock.objects.create(organisation=union, batch=batch)
    _move(batch, Account.SUPPLIER, stock, delivery.quantity, by=by)
    tell(BatchTakenIn(batch.pk, stock.pk, delivery.quantity), by=by, org_path=union.path)
    stock.refresh_from_db()
    return stock


@verb
def allocate(
    stock: Stock, amounts: Mapping[Organisation, int], *, key: UUID, by: Person, at: datetime | None = None
) -> list[Consignment]:
    """Send so much to each of these unions below. All go or none."""
    stock = _locked(stock)
    if refusal := why_not_manage(by, stock.organisation):
        raise refusal
    if held := list(Consignment.objects.filter(key=key).order_by("pk")):
        return held
    for union, amount in amounts.items():
        if refusal := why_not_pieces(amount) or why_not_allocate(stock, union):
            raise refusal
    if not amounts or sum(amounts.values()) > stock.on_hand:
        raise not_enough(stock)
    at = at or database_now()
    sent = Consignment.objects.bulk_create(
        Consignment(key=key, source=stock, organisation=union, sent=amount, sent_by=by, sent_at=at)
        for union, amount in amounts.items()
    )
    for each in sent:
        _move(stock.batch, stock, Account.TRANSIT, each.sent, by=by, at=at, consignment=each)
    fact = Allocated(stock.pk, [each.pk for each in sent])
    tell(fact, by=by, org_path=stock.organisation.path)
    return sent


@verb
def sign_for(
    consignment: Consignment, received: int, note: str = "", *, by: Person, at: datetime | None = None
) -> Consignment:
    """The union below says how many came. What is missing is a loss with its reason. Twice is once."""
    consignment = _locked_consignment(consignment)
    if refusal := why_not_manage(by, consignment.organisation):
        raise refusal
    if consignment.state == State.RECEIVED and consignment.received == received:
        return consignment
    if refusal := why_not_sign(consignment, received, note):
        raise refusal
    at, batch = at or database_now(), consignment.source.batch
    _close(consignment, State.RECEIVED, by=by, at=at, received=received, note=one_line(note, 200))
    stock, _is_new = Stock.objects.get_or_create(organisation=consignment.organisation, batch=batch)
    move = partial(_move, batch, Account.TRANSIT, by=by, at=at, consignment=consignment)
    if received:
        move(stock, received)
    if missing := consignment.sent - received:
        move(Account.LOSSES, missing, note=consignment.note)
    return consignment


@verb
def recall(consignment: Consignment, note: str, *, by: Person, at: datetime | None = None) -> Consignment:
    """What nobody has signed for comes back onto the shelf."""
    consignment = _locked_consignment(consignment)
    source = consignment.source
    if refusal := why_not_manage(by, source.organisation):
        raise refusal
    if consignment.state != State.SENT:
        raise Refusal("decided", _("这张调拨单已经办结。"))
    at = at or database_now()
    _close(consignment, State.RECALLED, by=by, at=at, note=one_line(note, 200))
    move = partial(_move, source.batch, Account.TRANSIT, by=by, at=at, consignment=consignment)
    move(source, consignment.sent, note=consignment.note)
    return consignment


@verb
def count_stock(
    stock: Stock, counted: int, reason: str = "", *, key: UUID, by: Person, at: datetime | None = None
) -> Stocktake:
    """What was counted becomes what lies there; the difference is a movement with its reason."""
    stock = _locked(stock)
    if refusal := why_not_manage(by, stock.organisation):
        raise refusal
    if held := Stocktake.objects.filter(key=key).first():
        return held
    reason = one_line(reason, 200)
    if counted and (refusal := why_not_pieces(counted)):
        raise refusal
    if counted != stock.on_hand and len(reason) < 2:
        raise Refusal("no_reason", _("实盘与账面不符，请写明原因。"))
    at = at or database_now()
    taken = Stocktake.objects.create(
        key=key, stock=stock, expected=stock.on_hand, counted=counted, reason=reason, by=by, at=at
    )
    move = partial(_move, stock.batch, by=by, at=at, note=reason)
    if (difference := counted - stock.on_hand) > 0:
        move(Account.LOSSES, stock, difference)
    elif difference:
        move(stock, Account.LOSSES, -difference)
    tell(StockCounted(taken.pk, stock.pk), by=by, org_path=stock.organisation.path)
    return taken


def _move(
    batch: Batch,
    source: Stock | Movement.Account,
    target: Stock | Movement.Account,
    quantity: int,
    *,
    by: Person,
    at: datetime | None = None,
    consignment: Consignment | None = None,
    note: str = "",
) -> Movement:
    """One line of the book, and both shelves as it says. Never below nought: the column has the last word."""
    shelf, other = (end if isinstance(end, Stock) else None for end in (source, target))
    moved = Movement.objects.create(
        batch=batch,
        from_account=Account.STOCK if isinstance(source, Stock) else source,
        to_account=Account.STOCK if isinstance(target, Stock) else target,
        from_stock=shelf,
        to_stock=other,
        quantity=quantity,
        consignment=consignment,
        note=note,
        by=by,
        at=at or database_now(),
    )
    if shelf and not _take(shelf, quantity):
        raise not_enough(shelf)
    if other:
        Stock.objects.filter(pk=other.pk).update(on_hand=F("on_hand") + quantity)
    return moved


def _take(stock: Stock, quantity: int) -> int:
    """The guard: nothing is taken that is not there."""
    return Stock.objects.filter(pk=stock.pk, on_hand__gte=quantity).update(on_hand=F("on_hand") - quantity)


def _close(consignment: Consignment, state: str, *, by: Person, at: datetime, **changes: object) -> None:
    consignment.state, consignment.closed_by, consignment.closed_at = state, by, at
    for name, value in changes.items():
        setattr(consignment, name, value)
    consignment.save(update_fields=["state", "closed_by", "closed_at", *changes])
    fact = ConsignmentClosed(consignment.pk, consignment.organisation_id, state)
    tell(fact, by=by, org_path=consignment.organisation.path)


def _locked(stock: Stock) -> Stock:
    rows = Stock.objects.select_for_update(of=["self"], no_key=True)
    return rows.select_related("organisation", "batch__item").get(pk=stock.pk)


def _locked_consignment(consignment: Consignment) -> Consignment:
    rows = Consignment.objects.select_for_update(of=["self"])
    return rows.select_related("organisation", "source__organisation", "source__batch").get(pk=consignment.pk)
