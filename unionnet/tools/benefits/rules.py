# SPDX-License-Identifier: Apache-2.0
"""Who keeps stock, what may be given at all, and what each "no" of a counter says."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui.tags.words import money
from unionnet.tools.benefits.limits import Limits, limits_of
from unionnet.tools.benefits.models import Benefit, Consignment, Item, Merchant, Receipt, Stock, Voucher

MOST_PIECES = 1_000_000
LATE = timedelta(days=1)  # what a counter kept without network may still be sent
FRESH = timedelta(minutes=5)


def why_not_manage(by: Person, union: Organisation) -> Refusal | None:
    if not by.may("benefits.manage", union.path):
        return Refusal("elsewhere", _("这里的物资和项目由%(name)s办理。"), name=union.name)
    return None


def why_not_goods(kind: str, name: str, goods: str, *, where: str, on: date) -> Refusal | None:
    """FIN-10: no cash, no shopping cards; a pick-up coupon names its goods."""
    ruling = rule("FIN-10.never", where=where, on=on)
    if found := [word for word in ruling.value if word in f"{name} {goods}"]:
        words = _("不得发放%(what)s。请改为实物，或指明货品的提货券。")
        return Refusal("no_cash", words, rule=ruling.citation, what="、".join(found))
    if kind == Item.Kind.COUPON and not goods.strip():
        words = _("提货券要写明可以提哪些货品。")
        return Refusal("goods_not_named", words, rule=rule("FIN-10.coupon", where=where, on=on).citation)
    return None


def why_not_pieces(count: int) -> Refusal | None:
    if not 1 <= count <= MOST_PIECES:
        return Refusal("no_such_count", _("数量请填 1 到 1000000。"))
    return None


def why_not_allocate(stock: Stock, to: Organisation) -> Refusal | None:
    """Down the tree only: what is given upwards or sideways is another matter."""
    if to.pk == stock.organisation_id or not stock.organisation.contains(to.path):
        words = _("只能调拨给下级工会：%(to)s不在%(union)s之下。")
        return Refusal("not_below", words, to=to.name, union=stock.organisation.name)
    if to.until:
        return Refusal("union_ended", _("%(name)s已经撤销，不能再调拨。"), name=to.name)
    return None


def not_enough(stock: Stock) -> Refusal:
    return Refusal(
        "not_enough", _("库存不够：%(label)s只剩 %(n)s。"), label=stock.batch.label, n=stock.on_hand
    )


def why_not_sign(consignment: Consignment, received: int, note: str) -> Refusal | None:
    if consignment.state != Consignment.State.SENT:
        return Refusal("decided", _("这张调拨单已经办结。"))
    if not 0 <= received <= consignment.sent:
        return Refusal("no_such_count", _("签收数量请填 0 到 %(n)s。"), n=consignment.sent)
    if received < consignment.sent and len(note.strip()) < 2:
        return Refusal("no_reason", _("数量不符，请写明短少的原因。"))
    return None


def why_not_open(benefit: Benefit, worth: int, *, on: date) -> Refusal | None:
    """What a single hand-out would break, said before anybody stands in the queue."""
    limits = limits_of(benefit, on)
    if limits is None:
        return None
    if benefit.festival:
        ruling = rule("FIN-10.festivals", where=benefit.organisation.county_code, on=on)
        if benefit.festival not in ruling.value:
            words = _("逢年过节慰问只在规定的节日发放。")
            return Refusal("no_such_festival", words, rule=ruling.citation)
    for limit in (limits.once, limits.year):
        if limit is not None and worth > limit:
            return over("over_once", limit, limits)
    return None


def over(code: str, limit: int, limits: Limits) -> Refusal:
    words = {
        "over_once": _("超过每次 %(limit)s 的标准，不能发放。"),
        "over_year": _("领取后将超过每人每年 %(limit)s 的标准，不能发放。"),
        "over_times": _("每年最多在 %(limit)s 个节日发放，已经发满。"),
    }[code]
    shown = limit if code == "over_times" else money(limit)
    return Refusal(code, words, rule=limits.ruling.citation, limit=shown)


def why_not_hand_out(by: Person, benefit: Benefit, union: Organisation) -> Refusal | None:
    """Who stands at the counter, and from whose stock it comes."""
    if not by.may("benefits.hand_out", union.path):
        return Refusal("elsewhere", _("这里由%(name)s发放。"), name=union.name)
    if not benefit.organisation.contains(union.path):
        words = _("“%(title)s”只在%(name)s和它的下级工会发放。")
        return Refusal("not_here", words, title=benefit.title, name=benefit.organisation.name)
    return None


def why_not_sign_so(benefit: Benefit, via: str) -> Refusal | None:
    """One that is signed for by hand takes no code alone, and no other is signed on a screen: nobody leaves a
    signature that was not asked for."""
    if benefit.by_hand and via not in (Receipt.Via.DRAWN, Receipt.Via.PAPER):
        return Refusal("sign_by_hand", _("领取时要本人签名：请在屏幕上手写，或在纸上签好拍照上传。"))
    if via == Receipt.Via.DRAWN and not benefit.by_hand:
        return Refusal("not_by_hand", _("这个项目不用手写签名，扫会员码就可以领取。"))
    return None


def why_not_revoke(by: Person, union: Organisation, reason: str, *, had: int, used: int) -> Refusal | None:
    """`had`: how many receipts this hand-out has; `used`: how often cards made of it were used."""
    if not by.may("benefits.hand_out", union.path):
        return Refusal("elsewhere", _("这里由%(name)s发放。"), name=union.name)
    if not had:
        return Refusal("nothing_to_revoke", _("没有找到这次领取记录，请核对。"))
    if len(reason) < 2:
        return Refusal("no_reason", _("请写明收回的原因。"))
    if used:
        words = _("发出的卡已经用过 %(n)s 次，不能收回；需要停用的，请作废这张卡。")
        return Refusal("card_used", words, n=used)
    return None


def refusal(code: str, benefit: Benefit, *, on: date) -> Refusal:
    """The sentence for a code of judge.sql."""
    if code.startswith("over_"):
        limits = limits_of(benefit, on)
        if limits is None:
            raise KeyError(code)
        limit = {"over_year": limits.year, "over_once": limits.once, "over_times": limits.times}[code]
        return over(code, limit or 0, limits)
    return Refusal(
        code,
        {
            "ended": _("这个项目已经结束。"),
            "not_open_yet": _("还没有开始领取，请按公布的时间来。"),
            "closed": _("领取已经截止，请联系主办工会。"),
            "received": _("已经领过，不能重复领取。"),
            "revoked": _("这次发放已经收回，要再发放请重新扫码。"),
            "members_only": _("只发给会员，请先申请入会。"),
            "not_yours": _("只发给%(name)s的会员。"),
            "other_people": _("这个项目不面向这位会员的职业类别。"),
            "joined_other_days": _("入会日期不在发放范围内。"),
            "not_on_list": _("不在领取名单上，请联系主办工会核对。"),
            "none_left": _("这里的库存发完了，请联系上级工会调拨。"),
        }[code],
        name=benefit.open_to.name,
    )


def why_not_keep(by: Person, merchant: Merchant) -> Refusal | None:
    if not merchant.keepers.filter(person=by).exists():
        return Refusal("elsewhere", _("请由%(name)s的经办人收卡。"), name=merchant.name)
    if merchant.ended_at:
        return Refusal("ended", _("%(name)s已经停止签约。"), name=merchant.name)
    return None


def why_not_use(voucher: Voucher, number: int, *, at: datetime, on: date) -> Refusal | None:
    """Whether the card is good for its `number`th use on that day."""
    if voucher.withdrawn_at and voucher.withdrawn_at <= at:
        return Refusal("withdrawn", _("这张卡已经作废：%(reason)s"), reason=voucher.reason)
    if on < voucher.valid_from:
        return Refusal("not_valid_yet", _("这张卡 %(day)s 起可以使用。"), day=voucher.valid_from)
    if on > voucher.valid_until:
        return Refusal("expired", _("这张卡已于 %(day)s 到期。"), day=voucher.valid_until)
    if voucher.left < 1:
        return Refusal("used_up", _("这张卡的次数已经用完。"))
    if number <= voucher.used:
        return already_used()
    return None


def already_used() -> Refusal:
    return Refusal("used", _("这个码已经用过。还有次数的，请对方刷新后再出示。"))
