# SPDX-License-Identifier: Apache-2.0
"""Who holds a collection, what it needs, and why a set is not exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.luckcards.models import Collection
from unionnet.tools.benefits.actions import PrizeTerms
from unionnet.tools.benefits.raffle_rules import refusal

LEAST_KINDS = 2


def why_not_manage(by: Person, union: Organisation) -> Refusal | None:
    if not by.may("luckcards.manage", union.path):
        return Refusal("elsewhere", _("这里的集福卡活动由%(name)s办理。"), name=union.name)
    return None


def why_not_hold(
    ways: int, prizes: Sequence[PrizeTerms], *, has_prize: bool, set_tries: int
) -> Refusal | None:
    """`ways` a try can be earned a day, and the kinds of cards among the prizes."""
    if ways < 1:
        return Refusal("no_way", _("请至少选一种得到机会的办法：扫福图、签到或分享。"))
    if sum(not prize.contents for prize in prizes) < LEAST_KINDS:
        return Refusal(
            "too_few_kinds", _("请至少设 %(n)s 种福卡：不选库存物品的那几行就是福卡。"), n=LEAST_KINDS
        )
    if not has_prize and not set_tries:
        return Refusal("for_nothing", _("请写明集齐以后换什么：一份礼品，或者再抽几次。"))
    return None


def why_not_now(collection: Collection, at: datetime) -> Refusal | None:
    """Sets are exchanged and cards change hands while the raffle runs."""
    stage = collection.raffle.stage_at(at)
    code = {"open": None, "soon": "not_open_yet", "published": "closed"}.get(stage, stage)
    return refusal(code, collection.raffle) if code else None


def why_not_exchange(collection: Collection, gives: str, at: datetime) -> Refusal | None:
    if no := why_not_now(collection, at):
        return no
    offered = {"prize": collection.set_prize_id, "tries": collection.set_tries}
    return None if offered.get(gives) else Refusal("not_offered", _("这次活动的福卡不能这样兑换。"))


def answer(code: str, collection: Collection) -> Refusal:
    """The sentence for what the verb answered."""
    said = {
        "exchanged": _("您已经兑换过，每人一次。"),
        "not_complete": _("还没有集齐：每种福卡都要有一张。"),
        "gone": _("集齐福卡的礼品已经换完。"),
    }
    return Refusal(code, said[code]) if code in said else refusal(code, collection.raffle)


def no_such_marker() -> Refusal:
    return Refusal("no_such_marker", _("没有认出这张福图，或者它已经停用。请换一张再扫。"))


def not_given(code: str) -> Refusal:
    said = {
        "not_held": _("这张福卡已经不在您手上。"),
        "no_giving": _("这次活动的福卡不能送人。"),
        "taken": _("这张福卡已经被收下，或者送的人收回了。"),
        "own": _("这是您自己送出的福卡，请发给朋友。"),
    }
    return Refusal(code, said[code])
