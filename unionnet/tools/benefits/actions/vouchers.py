# SPDX-License-Identifier: Apache-2.0
"""Verbs of cards: sign a merchant, take a card, settle a month, withdraw one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
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
from unionnet.tools.benefits.codes import Shown, no_card
from unionnet.tools.benefits.facts import (
    CardUsed,
    CardWithdrawn,
    KeepersChanged,
    MerchantSettled,
    MerchantSigned,
)
from unionnet.tools.benefits.models import (
    Item,
    Merchant,
    MerchantItem,
    MerchantKeeper,
    Settlement,
    Use,
    Voucher,
)
from unionnet.tools.benefits.queries.vouchers import owed, unsettled
from unionnet.tools.benefits.rules import already_used, why_not_keep, why_not_manage, why_not_use


@verb
def sign_merchant(
    union: Organisation, name: str, address: str, prices: Mapping[Item, int], *, by: Person
) -> Merchant:
    """A shop or venue that takes these cards, at these prices a use (分). Signed again, prices are new."""
    if no := why_not_manage(by, union):
        raise no
    if not prices:
        raise Refusal("takes_nothing", _("请选择这家商户受理的服务卡。"))
    merchant, _is_new = Merchant.objects.update_or_create(
        organisation=union,
        name=one_line(name, 60),
        defaults={"address": one_line(address, 100), "ended_at": None},
    )
    for item, price in prices.items():
        MerchantItem.objects.update_or_create(merchant=merchant, item=item, defaults={"price": price})
    tell(MerchantSigned(merchant.pk, union.pk), by=by, org_path=union.path)
    return merchant


@verb
def set_keepers(merchant: Merchant, people: Collection[Person], *, by: Person) -> Merchant:
    """Exactly these persons take cards there."""
    if no := why_not_manage(by, merchant.organisation):
        raise no
    merchant.keepers.exclude(person__in=people).delete()
    for person in people:
        MerchantKeeper.objects.get_or_create(merchant=merchant, person=person)
    fact = KeepersChanged(merchant.pk, sorted(person.pk for person in people))
    tell(fact, by=by, org_path=merchant.organisation.path)
    return merchant


@verb
def use_card(
    merchant: Merchant,
    shown: Shown,
    *,
    key: UUID,
    by: Person,
    was_kept: bool = False,
    at: datetime | None = None,
) -> Use:
    """One use of a card, at the moment it was shown. The same key is the same use; of two who take the same
    entry of a card at once, one is told that it is used."""
    at = at or database_now()
    rows = Voucher.objects.select_for_update(of=["self"]).select_related("item")
    voucher = rows.filter(public_id=shown.voucher).first()
    if voucher is None:
        raise no_card()
    if held := Use.objects.filter(key=key, merchant=merchant).first():
        held.voucher = voucher
        return held
    if no := why_not_keep(by, merchant):
        raise no
    taken = merchant.takes.filter(item=voucher.item_id).first()
    if taken is None:
        raise Refusal("not_taken", _("这里不收%(item)s。"), item=voucher.item.name)
    number = shown.number or voucher.used + 1
    if no := why_not_use(voucher, number, at=at, on=local_date(at)):
        raise no
    if not _use_up(voucher, number):
        raise already_used()
    used = Use.objects.create(
        voucher=voucher,
        number=number,
        merchant=merchant,
        price=taken.price,
        key=key,
        by=by,
        at=at,
        was_kept=was_kept,
    )
    tell(CardUsed(used.pk, voucher.pk, merchant.pk), by=by, org_path=merchant.organisation.path)
    return used


def _use_up(voucher: Voucher, number: int) -> int:
    """Compare and set: the card goes from the entry before to this one, or nothing happens."""
    rows = Voucher.objects.filter(pk=voucher.pk, used=number - 1, used__lt=F("entries"))
    return rows.update(used=number)


@verb
def settle(merchant: Merchant, month: date, *, by: Person, at: datetime | None = None) -> Settlement:
    """All uses up to the end of that month that no settlement holds. Once a month and merchant."""
    if no := why_not_manage(by, merchant.organisation):
        raise no
    Merchant.objects.select_for_update().get(pk=merchant.pk)
    month = month.replace(day=1)
    following = (month.replace(day=28) + timedelta(days=7)).replace(day=1)
    if held := merchant.settlements.filter(month=month).first():
        return held
    if local_date(at or database_now()) < following:
        raise Refusal("month_not_over", _("这个月还没有结束，下月起可以结算。"))
    rows = unsettled(merchant, following)
    found = owed(rows)
    if not found.uses:
        raise Refusal("nothing_to_settle", _("这个月没有要结算的使用记录。"))
    made = Settlement.objects.create(merchant=merchant, month=month, by=by, **vars(found))
    rows.update(settlement=made)
    tell(MerchantSettled(made.pk, merchant.pk), by=by, org_path=merchant.organisation.path)
    return made


@verb
def withdraw_card(voucher: Voucher, reason: str, *, by: Person, at: datetime | None = None) -> Voucher:
    """It is not good any more, and its holder reads why. What was used stays used."""
    rows = Voucher.objects.select_for_update(of=["self"]).select_related("receipt__organisation")
    voucher = rows.get(pk=voucher.pk)
    if no := why_not_manage(by, voucher.receipt.organisation):
        raise no
    reason = one_line(reason, 200)
    if len(reason) < 2:
        raise Refusal("no_reason", _("请写明原因。"))
    if voucher.withdrawn_at is None:
        voucher.withdrawn_at, voucher.reason = at or database_now(), reason
        voucher.save(update_fields=["withdrawn_at", "reason"])
        tell(CardWithdrawn(voucher.pk), by=by, org_path=voucher.receipt.organisation.path)
    return voucher
