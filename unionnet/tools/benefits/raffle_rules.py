# SPDX-License-Identifier: Apache-2.0
"""Why not try, open, cancel, draw? `actions/try.sql` asks of a try in the same order; a test compares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.audience import why_outside
from unionnet.directory.people.models import Person, Standing
from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.rulebook import rule
from unionnet.tools.benefits.chances import WHOLE, Tier
from unionnet.tools.benefits.models import Raffle

MOST_TIERS = 20
MOST_PRIZES = 1_000_000


def why_not_try(
    raffle: Raffle,
    standing: Standing | None,
    *,
    turns: int,
    earned: int | None = None,
    has_won: bool,
    has_some: bool,
    at: datetime,
) -> Refusal | None:
    """`turns` this person has had, of those `earned` where they must be, whether they won, and whether
    anything is left to win."""
    code = (
        _why_not_now(raffle, at)
        or _why_not_you(raffle, standing or Standing())
        or ("won_already" if has_won else None)
        or ("no_tries_left" if turns >= raffle.tries else None)
        or ("not_earned" if earned is not None and turns >= earned else None)
        or ("gone" if raffle.mode == Raffle.Mode.INSTANT and not has_some else None)
    )
    return refusal(code, raffle) if code else None


def _why_not_now(raffle: Raffle, at: datetime) -> str | None:
    stage = raffle.stage_at(at)
    return {"open": None, "soon": "not_open_yet", "published": "closed"}.get(stage, stage)


def why_not_for(raffle: Raffle, standing: Standing | None) -> Refusal | None:
    """Whether it is for a person of this standing at all."""
    code = _why_not_you(raffle, standing or Standing())
    return refusal(code, raffle) if code else None


def _why_not_you(raffle: Raffle, standing: Standing) -> str | None:
    return why_outside(
        standing.path,
        standing.is_real_name,
        standing.tags,
        audience=raffle.audience,
        open_to=raffle.open_to,
        any_tags=raffle.any_tags,
    )


def why_not_open_raffle(
    by: Person, union: Organisation, tiers: Sequence[Tier], mode: str, *, is_earned: bool = False
) -> Refusal | None:
    """A table that can be committed to: chances that fit into the whole, and a stock of every prize. Where
    tries are earned a prize without a chance may be set apart."""
    if not by.may("benefits.manage", union.path):
        return Refusal("elsewhere", _("这里的抽奖由%(name)s办理。"), name=union.name)
    drawn = [tier for tier in tiers if not (is_earned and tier.stock and tier.since == tier.until)]
    return _why_not_table(tiers, drawn, mode)


def _why_not_table(tiers: Sequence[Tier], drawn: Sequence[Tier], mode: str) -> Refusal | None:
    if not 1 <= len(tiers) <= MOST_TIERS:
        return Refusal("tiers", _("请列出 1 到 %(n)s 种奖品。"), n=MOST_TIERS)
    if any(tier.stock is not None and not 1 <= tier.stock <= MOST_PRIZES for tier in tiers):
        return Refusal("prize_stock", _("每种奖品的数量请填 1 到 %(n)s。"), n=MOST_PRIZES)
    if any("|" in tier.name or "\n" in tier.name for tier in tiers):
        return Refusal("prize_name", _("奖品名称里不能有竖线和换行：奖品表按行公布，供大家复算。"))
    if mode == Raffle.Mode.LIST:
        return None if all(tier.stock for tier in tiers) else Refusal("prize_stock", _("名单抽签没有福卡。"))
    if not drawn or any(tier.until <= tier.since for tier in drawn) or tiers[-1].until > WHOLE:
        return Refusal("chances", _("各奖品的中奖机会都要大于零，合计不能超过百分之百。"))
    return None


def why_not_cancel(by: Person, raffle: Raffle, reason: str) -> Refusal | None:
    if no := why_not_manage_raffle(by, raffle):
        return no
    if raffle.published_at:
        return Refusal("published", _("结果已经公布，不能取消。"))
    return None if len(reason) >= 2 else Refusal("reason_needed", _("请写明取消原因，参加的人会看到。"))


def why_not_publish(by: Person | None, raffle: Raffle, at: datetime) -> Refusal | None:
    """The list of an instant draw is opened when nobody can try any more."""
    if by and (no := why_not_manage_raffle(by, raffle)):
        return no
    if at < raffle.closes_at and not raffle.cancelled_at:
        return Refusal("still_open", _("还没有截止，截止后才能公布种子和名单。"))
    return None


def why_not_draw_list(by: Person, raffle: Raffle, at: datetime) -> Refusal | None:
    if no := why_not_publish(by, raffle, at):
        return no
    if raffle.cancelled_at:
        return refusal("cancelled", raffle)
    if not raffle.frozen_at:
        return Refusal("roster_not_frozen", _("请先公布名册，再抽签。"))
    return None


def why_not_manage_raffle(by: Person, raffle: Raffle) -> Refusal | None:
    if not by.may("benefits.manage", raffle.organisation.path):
        return Refusal("elsewhere", _("这里的抽奖由%(name)s办理。"), name=raffle.organisation.name)
    return None


def refusal(code: str, raffle: Raffle) -> Refusal:
    """The "no" of a code: the same words from the page, the API and the hot lane."""
    sentence, cited = SENTENCES[code]
    facts = {
        "opens_at": _when(raffle.opens_at),
        "closes_at": _when(raffle.closes_at),
        "name": raffle.open_to.name if raffle.open_to else "",
        "tags": _("、").join(raffle.any_tags),
        "reason": raffle.cancel_reason,
        "tries": raffle.tries,
    }
    return Refusal(code, sentence(), rule=citation(cited, raffle) if cited else None, **facts)


def citation(rule_id: str, raffle: Raffle) -> Citation:
    """The provision where the union of the raffle works, on the day it opens."""
    where, day = raffle.organisation.county_code, timezone.localtime(raffle.opens_at).date()
    return rule(rule_id, where=where, on=day).citation


def _when(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "Y-m-d H:i")


SENTENCES: dict[str, tuple[Callable[[], str], str]] = {
    "cancelled": (lambda: _("这次抽奖已取消：%(reason)s"), ""),
    "not_open_yet": (lambda: _("抽奖于 %(opens_at)s 开始。"), "RF-01.when"),
    "closed": (lambda: _("抽奖已于 %(closes_at)s 截止。"), "RF-01.when"),
    "real_name_only": (lambda: _("需要先完成实名认证。"), "RF-02.who"),
    "members_only": (lambda: _("只对工会会员开放，您可以先申请入会。"), "RF-02.who"),
    "not_yours": (lambda: _("只对“%(name)s”及所属工会的会员开放。"), "RF-02.who"),
    "other_people": (lambda: _("只对以下人群开放：%(tags)s。"), "RF-02.who"),
    "won_already": (lambda: _("您已经中奖，每人限中一次，机会留给别人。"), "RF-03.one_win"),
    "no_tries_left": (lambda: _("您的 %(tries)s 次机会已经用完。"), "RF-03.one_win"),
    "not_earned": (lambda: _("今天的机会已经用完，或者还没有得到。"), "RF-03.one_win"),
    "gone": (lambda: _("奖品已经抽完。有人逾期没领的会退回来，截止前可以再来看看。"), "RF-04.committed"),
    "key_reused": (lambda: _("同一个幂等键不能用于不同的请求。"), ""),
}
