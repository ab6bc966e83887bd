# SPDX-License-Identifier: Apache-2.0
"""The author hears of the question, the officer who asked of the answer."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop

from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.journal import on
from unionnet.programmes.exhibitions.facts import AuthorAnswered, AuthorAsked
from unionnet.programmes.exhibitions.models import Asking

TITLES = {
    "agreed": gettext_noop("作者同意展出"),
    "refused": gettext_noop("作者不同意展出"),
    "withdrawn": gettext_noop("作者撤回同意，作品已撤下"),
}


@on(AuthorAsked)
def ask_the_author(fact: AuthorAsked) -> None:
    asked = _asking(fact.asking_id)
    notify_all(
        [fact.person_id],
        kind="exhibitions.asked",
        title=gettext_noop("您的作品可以展出吗"),
        text=gettext_noop("%(union)s想在“%(show)s”展出您的《%(title)s》，请看过后答复。"),
        facts={
            "union": asked.exhibition.organisation.name,
            "show": asked.exhibition.title,
            "title": asked.work.title,
        },
        url=reverse("exhibitions:asking", args=[asked.public_id]),
        unique=f"exhibitions:asked:{asked.pk}:{fact.person_id}",
        organisation=asked.exhibition.organisation,
    )


@on(AuthorAnswered)
def tell_who_asked(fact: AuthorAnswered) -> None:
    asked = _asking(fact.asking_id)
    notify_all(
        [asked.asked_by_id],
        kind="exhibitions.answered",
        title=TITLES[fact.answer],
        text=gettext_noop("《%(title)s》，“%(show)s”"),
        facts={"title": asked.work.title, "show": asked.exhibition.title},
        url=reverse("desk-exhibitions:show", args=[asked.exhibition.public_id]),
        unique=f"exhibitions:answered:{asked.pk}:{fact.answer}",
        organisation=asked.exhibition.organisation,
    )


def _asking(pk: int) -> Asking:
    return Asking.objects.select_related("work", "exhibition__organisation").get(pk=pk)
