# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.actions.tree import fresh, lock_tree, next_path
from unionnet.directory.organisations.codes import tidy
from unionnet.directory.organisations.facts import (
    OrganisationChanged,
    OrganisationDissolved,
    OrganisationFounded,
    OrganisationRenamed,
)
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.officers import Officer
from unionnet.directory.organisations.rules import (
    why_not_change,
    why_not_dissolve,
    why_not_found_on,
    why_not_register,
    why_not_stand_under,
)
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb


@verb
def found_organisation(
    name: str,
    kind: str,
    parent: Organisation,
    *,
    region_code: str = "",
    country: str = "",
    time_zone: str = "",
    uscc: str = "",
    since: date | None = None,
    basis: str = "",
    by: Officer,
    at: datetime | None = None,
) -> Organisation:
    """A new union below its parent. Without `since` it is one that should exist (应建未建); with `country` it
    stands abroad, and without either place where its parent does."""
    lock_tree()
    parent, today = fresh(parent), local_date(at or database_now())
    code = tidy(uscc) or None
    if not (region_code or country):
        region_code, country = parent.region_code, parent.country
        time_zone = time_zone or parent.time_zone
    if refusal := (
        why_not_change(by, parent.path)
        or why_not_stand_under(kind, parent)
        or why_not_register(code, region_code, today, country=country, time_zone=time_zone)
        or why_not_found_on(since, today)
    ):
        raise refusal
    union = Organisation(name=name, kind=kind, parent=parent, region_code=region_code, uscc=code, since=since)
    union.country, union.time_zone = country, time_zone
    union.path = next_path(parent)
    _save_with_own_code(union)
    fact = OrganisationFounded(union.pk, parent.pk, since.isoformat() if since else "", basis)
    tell(fact, by=by, org_path=union.path)
    return union


@verb
def rename_organisation(
    organisation: Organisation, name: str, *, basis: str = "", by: Officer
) -> Organisation:
    """A new name; the old one stays in the journal."""
    union = fresh(organisation)
    if refusal := why_not_change(by, union.path):
        raise refusal
    if union.name == name:
        return union
    before, union.name = union.name, name
    union.save(update_fields=["name", "pinyin"])
    tell(OrganisationRenamed(union.pk, before, name, basis), by=by, org_path=union.path)
    return union


@verb
def change_organisation(
    organisation: Organisation,
    *,
    region_code: str,
    uscc: str,
    since: date | None,
    country: str = "",
    time_zone: str = "",
    basis: str = "",
    by: Officer,
    at: datetime | None = None,
) -> Organisation:
    """Correct what is registered. Giving `since` to one that should exist establishes it."""
    union, today = fresh(organisation), local_date(at or database_now())
    code = tidy(uscc) or None
    if refusal := (
        why_not_change(by, union.path)
        or why_not_register(code, region_code, today, country=country, time_zone=time_zone)
        or why_not_found_on(since, today)
        or _why_not_unfound(union, since)
    ):
        raise refusal
    wanted: dict[str, Any] = {"region_code": region_code, "country": country, "time_zone": time_zone}
    wanted |= {"uscc": code, "since": since}
    changed = [name for name, value in wanted.items() if getattr(union, name) != value]
    for name in changed:
        setattr(union, name, wanted[name])
    if changed:
        _save_with_own_code(union)
        tell(OrganisationChanged(union.pk, changed, basis), by=by, org_path=union.path)
    return union


@verb
def dissolve_organisation(
    organisation: Organisation, until: date, *, basis: str = "", by: Officer, at: datetime | None = None
) -> Organisation:
    """The union ends on that day (ORG-17). Its row and its figures of earlier days stay."""
    lock_tree()
    union, today = fresh(organisation), local_date(at or database_now())
    has_children = union.children.filter(until__isnull=True).exists()
    above = union.parent.path if union.parent else union.path
    if refusal := why_not_change(by, above) or why_not_dissolve(
        union, until, today, has_children=has_children
    ):
        raise refusal
    union.until = until
    union.save(update_fields=["until"])
    union.coverage.filter(until__isnull=True).update(until=until)
    tell(OrganisationDissolved(union.pk, until.isoformat(), basis), by=by, org_path=union.path)
    return union


def _why_not_unfound(union: Organisation, since: date | None) -> Refusal | None:
    if since is None and union.since is not None:
        return Refusal("was_founded", _("已经成立的工会不能改回应建未建；确需撤销的，请办理撤销。"))
    if since and union.until and since > union.until:
        return Refusal("wrong_date", _("成立日期不能晚于撤销日期。"))
    return None


def _save_with_own_code(union: Organisation) -> None:
    try:
        with transaction.atomic():
            union.save()
    except IntegrityError as error:
        if "uscc" not in str(error):
            raise
        raise Refusal("code_in_use", _("这个统一社会信用代码已经登记在另一个工会名下。")) from error
