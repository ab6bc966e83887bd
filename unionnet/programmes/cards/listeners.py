# SPDX-License-Identifier: Apache-2.0
"""The member hears what left the house, and when the bank said no."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from unionnet.directory.reach.actions import notify
from unionnet.foundation.journal import on
from unionnet.programmes.cards.facts import CardMoved, SentToBank
from unionnet.programmes.cards.models import CardRequest


@on(SentToBank)
def tell_what_was_handed_over(fact: SentToBank) -> None:
    _tell(
        fact.request_id,
        "sent",
        gettext_noop("会员服务卡：信息已送达银行"),
        gettext_noop("按您的单独同意，姓名、证件号码、手机号已送达%(bank)s，本平台没有留副本。"),
    )


@on(CardMoved)
def tell_of_a_refusal(fact: CardMoved) -> None:
    if fact.state == CardRequest.State.REFUSED:
        _tell(
            fact.request_id,
            "refused",
            gettext_noop("会员服务卡：银行未受理"),
            gettext_noop("原因：%(reason)s"),
        )


def _tell(pk: int, what: str, title: str, text: str) -> None:
    request = CardRequest.objects.select_related("person", "membership__organisation").get(pk=pk)
    notify(
        request.person,
        kind="people.card",
        title=title,
        text=text,
        unique=f"cards:{what}:{pk}",
        url="/cards/",
        organisation=request.membership.organisation,
        facts={"bank": request.bank, "reason": request.reason},
    )
