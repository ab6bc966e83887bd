# SPDX-License-Identifier: Apache-2.0
"""Those who are sent hear of it. What was handed over closes with the item that followed it."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.journal import on
from unionnet.programmes.postings.actions import APP, follow_item
from unionnet.programmes.postings.facts import PostingChanged, SentOut
from unionnet.programmes.postings.models import Posting
from unionnet.tools.supervision.facts import ItemMoved
from unionnet.tools.supervision.queries.endings import ending_of


@on(ItemMoved)
def close_what_was_handed_over(fact: ItemMoved) -> None:
    """Done, or turned down: then it is for those who were sent, with the reason."""
    if ended := ending_of(fact, origin=APP):
        follow_item(ended)


@on(SentOut)
def tell_those_sent(fact: SentOut) -> None:
    _tell(fact.posting_id)


@on(PostingChanged)
def tell_those_sent_later(fact: PostingChanged) -> None:
    _tell(fact.posting_id)


def _tell(posting_id: int) -> None:
    posting = Posting.objects.select_related("organisation").get(pk=posting_id)
    notify_all(
        list(posting.team.values_list("person_id", flat=True)),
        kind="message.sent_out",
        title=gettext_noop("您被派往%(union)s蹲点"),
        text=gettext_noop("%(purpose)s。蹲点日记在手机上填写，发现的问题要写明由谁解决、什么时候前解决。"),
        unique=f"postings:{posting.pk}",
        url=f"/postings/{posting.public_id}",
        organisation=posting.organisation,
        facts={"union": posting.organisation.name, "purpose": posting.purpose},
    )
