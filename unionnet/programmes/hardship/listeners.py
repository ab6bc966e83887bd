# SPDX-License-Identifier: Apache-2.0
"""What a household is told: that something happened, and where to read it. Neither the class nor a reason
stands in a notice, which a phone shows to whoever holds it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from unionnet.directory.people.facts import BecameRealName
from unionnet.directory.people.models import Person
from unionnet.directory.reach.actions import notify
from unionnet.foundation.journal import on
from unionnet.programmes.hardship.actions import hand_tags
from unionnet.programmes.hardship.facts import DossierMoved, ReviewsFellDue
from unionnet.programmes.hardship.models import Dossier

TELLS = (
    "first_check",
    "visit",
    "publish",
    "register",
    "return",
    "reject",
    "exit",
    "deny",
    "reconsider",
    "restore",
)


@on(DossierMoved)
def say_it_moved(fact: DossierMoved) -> None:
    dossier = _found(fact.dossier)
    if dossier and fact.move in TELLS:
        _say(dossier, "moved", _("您的申请有新进展"), f"{fact.move}.{dossier.steps}")


@on(BecameRealName)
def know_the_child_of_the_household(fact: BecameRealName) -> None:
    """Somebody whose household is registered has an account of their own now."""
    person = Person.objects.filter(pk=fact.person_id).exclude(id_index=None).first()
    if person:
        hand_tags([bytes(person.id_index)])


@on(ReviewsFellDue)
def ask_for_news(fact: ReviewsFellDue) -> None:
    for pk in fact.dossiers:
        if dossier := _found(pk):
            _say(dossier, "review", _("今年的情况需要核实，工会干部会联系您"), f"review.{dossier.review_due}")


def _found(pk: int) -> Dossier | None:
    return Dossier.objects.filter(pk=pk).select_related("person", "organisation").first()


def _say(dossier: Dossier, what: str, title: str, unique: str) -> None:
    notify(
        dossier.person,
        kind=f"hardship.{what}",
        title=title,
        text=_("请登录后打开查看。"),
        url=reverse("hardship:mine"),
        organisation=dossier.organisation,
        unique=f"hardship.{dossier.pk}.{unique}",
    )
