# SPDX-License-Identifier: Apache-2.0
"""The mediation committee of a union: its mediators and its head (DM-06)."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.mediation.facts import MediatorLeft, MediatorListed
from unionnet.programmes.mediation.models import Mediator
from unionnet.programmes.mediation.rules import why_not_handle


@verb
def list_mediator(union: Organisation, name: str, side: str, head: str = "", *, by: Person) -> Mediator:
    """On the list of the union, for one side (`Mediator.Side`); `head` says by which right they lead it."""
    if no := why_not_handle(by, union):
        raise no
    given = {"name": one_line(name, 60), "side": Mediator.Side(side), "head": head}
    if not given["name"]:
        raise Refusal("no_name", _("请写明调解员的姓名。"))
    try:
        with transaction.atomic():
            mediator = Mediator.objects.create(organisation=union, **given)
    except IntegrityError as twice:
        raise Refusal("listed_already", _("这位调解员已经在名单中，或者已经有主任。")) from twice
    tell(MediatorListed(mediator.pk, union.pk), by=by, org_path=union.path)
    return mediator


@verb
def retire_mediator(mediator: Mediator, *, by: Person, at: datetime | None = None) -> Mediator:
    """Off the list: named for nothing new; what was mediated stays as it is."""
    if no := why_not_handle(by, mediator.organisation):
        raise no
    gone = Mediator.objects.filter(pk=mediator.pk, until=None).update(until=at or database_now())
    if gone:
        tell(MediatorLeft(mediator.pk), by=by, org_path=mediator.organisation.path)
    mediator.refresh_from_db()
    return mediator
