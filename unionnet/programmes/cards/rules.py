# SPDX-License-Identifier: Apache-2.0
"""Who may ask for a card, and how it goes on."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Membership, Person
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.programmes.cards.bank import Bank

MOVES = Moves({
    # move       from                     to
    "send":     ({"requested"},         "sent"),
    "issue":    ({"sent"},              "issued"),
    "refuse":   ({"sent"},              "refused"),
    "return":   ({"issued"},            "returned"),
    "lose":     ({"issued"},            "lost"),
    "withdraw": ({"requested"},         "withdrawn"),
})  # fmt: skip
BY_OFFICERS = ("refuse", "return", "lose")  # handing it over is a verb of its own
BY_MEMBERS = ("withdraw", "lose")


def why_not_request(
    person: Person, membership: Membership | None, bank: Bank | None, *, on: date
) -> Refusal | None:
    """Only an approved member, in a place whose scheme does not leave them out."""
    if membership is None:
        return Refusal("not_member", _("会员服务卡只发给已批准入会的会员，请先申请入会。"))
    if bank is None:
        return Refusal("no_bank", _("本地还没有开通会员服务卡，请留意工会通知。"))
    if person.id_number is None or person.mobile is None:
        return Refusal("incomplete", _("请先完成实名认证并留下手机号。"))
    return _why_excluded(person, membership, on=on)


def _why_excluded(person: Person, membership: Membership, *, on: date) -> Refusal | None:
    ruling = rule("MEM-16.excluded", where=membership.organisation.county_code, on=on)
    if person.id_type in ruling.value["id_types"]:
        words = _("按本地办卡规定，持这种证件的会员暂不办理；会籍和其他服务不受影响。")
        return Refusal("excluded_document", words, rule=ruling.citation)
    oldest, age = ruling.value["retired_at"].get(person.sex), person.age_on(on)
    if oldest and age is not None and age >= oldest:
        words = _("按本地办卡规定，已到退休年龄的会员暂不办理；会籍和其他服务不受影响。")
        return Refusal("excluded_age", words, rule=ruling.citation)
    return None


def why_not_manage(person: Person, membership: Membership) -> Refusal | None:
    if not person.may("cards.manage", membership.organisation.path):
        return Refusal("elsewhere", _("这张卡由%(name)s办理。"), name=membership.organisation.name)
    return None


def why_not_tail(tail: str) -> Refusal | None:
    if not (len(tail) == 4 and tail.isascii() and tail.isdigit()):
        return Refusal("no_tail", _("请填卡号的末四位数字。"))
    return None
