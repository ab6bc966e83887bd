# SPDX-License-Identifier: Apache-2.0
"""Outlets are opened, changed and closed; their keys are shown once."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.feeds.actions.refreshing import refresh
from unionnet.programmes.feeds.facts import OutletChanged, OutletClosed, OutletOpened
from unionnet.programmes.feeds.models import Outlet
from unionnet.programmes.feeds.rules import why_not_manage, why_not_send_to, why_not_these_columns


@dataclass(frozen=True)
class Terms:
    """What is agreed with an outlet. `columns` are our names → theirs, in their order of ours; none: ours."""

    name: str
    datum: str
    shape: str = Outlet.Shape.JSON
    columns: dict[str, str] = field(default_factory=dict)
    wants_photo: bool = False
    url: str = ""
    token: str = ""


def digest_of(key: str) -> bytes:
    """What is kept of a key."""
    return hashlib.sha256(key.encode("utf-8", "replace")).digest()


@verb
def open_outlet(union: Organisation, terms: Terms, *, by: Person) -> tuple[Outlet, str]:
    """A new outlet for the sites of this union and those below it, with its key in clear: seen once."""
    if refusal := _why_not(by, union, terms):
        raise refusal
    key = secrets.token_urlsafe(32)
    outlet = Outlet(organisation=union, digest=digest_of(key))
    _keep(outlet, terms)
    tell(OutletOpened(outlet.pk, union.pk), by=by, org_path=union.path)
    refresh(outlet)
    outlet.refresh_from_db()
    return outlet, key


@verb
def change_outlet(outlet: Outlet, terms: Terms, *, by: Person) -> Outlet:
    """Other terms: what differs by them is told as changed. An empty token leaves the one that is kept."""
    outlet = _locked(outlet)
    if refusal := _why_not(by, outlet.organisation, terms):
        raise refusal
    _keep(outlet, terms)
    tell(OutletChanged(outlet.pk, outlet.organisation_id), by=by, org_path=outlet.organisation.path)
    refresh(outlet)
    return outlet


@verb
def new_key(outlet: Outlet, *, by: Person) -> str:
    """A key in place of one that was lost or got about. The old one opens nothing from now on."""
    outlet = _locked(outlet)
    if refusal := why_not_manage(by, outlet.organisation):
        raise refusal
    key = secrets.token_urlsafe(32)
    outlet.digest = digest_of(key)
    outlet.save(update_fields=["digest"])
    tell(OutletChanged(outlet.pk, outlet.organisation_id), by=by, org_path=outlet.organisation.path)
    return key


@verb
def close_outlet(outlet: Outlet, *, by: Person) -> None:
    """The outlet gets nothing any more; what it got stays in the log."""
    outlet = _locked(outlet)
    if refusal := why_not_manage(by, outlet.organisation):
        raise refusal
    if outlet.closed_at is None:
        outlet.closed_at = database_now()
        outlet.token = None
        outlet.save(update_fields=["closed_at", "token"])
        tell(OutletClosed(outlet.pk, outlet.organisation_id), by=by, org_path=outlet.organisation.path)


def _locked(outlet: Outlet) -> Outlet:
    return Outlet.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=outlet.pk)


def _why_not(by: Person, union: Organisation, terms: Terms) -> Refusal | None:
    if not terms.name.strip():
        return Refusal("no_name", _("请填写渠道名称。"))
    return (
        why_not_manage(by, union) or why_not_send_to(terms.url) or why_not_these_columns(terms.columns)
    )  # fmt: skip


def _keep(outlet: Outlet, terms: Terms) -> None:
    for name in ("datum", "shape", "columns", "wants_photo", "url"):
        setattr(outlet, name, getattr(terms, name))
    outlet.name = terms.name.strip()[:40]
    if terms.token or not terms.url:
        outlet.token = terms.token or None
    try:
        with transaction.atomic():
            outlet.save()
    except IntegrityError as error:
        raise Refusal("same_name", _("这个工会已有名为“%(name)s”的渠道。"), name=outlet.name) from error
