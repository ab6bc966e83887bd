# SPDX-License-Identifier: Apache-2.0
"""Open a resource, say when it is open and on which terms, who receives there; and close it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, start_of
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.booking.actions.after import cancel
from unionnet.tools.booking.facts import (
    HostDismissed,
    HostNamed,
    ResourceChanged,
    ResourceOpened,
    TermsLaidDown,
)
from unionnet.tools.booking.models import Booking, ClosingDay, Host, Kind, OpeningRule, Resource, Terms

# What was booked was booked at this place by the slot or by the night: that stays.
CHANGEABLE = frozenset(
    [
        *("name", "address", "site", "summary", "fee", "units", "slot_minutes"),
        *("audience", "open_to", "needs_approval", "needs_sign_in"),
    ]
)
Hours = tuple[int, int, int]  # weekday 1–7, minute of opening, minute of closing


@verb
def open_resource(
    organisation: Organisation, hours: Iterable[Hours] = (), *, by: Person, **values: Any
) -> Resource:
    """Put something up to be booked. Counselling is private, whatever the form says."""
    resource = Resource(organisation=organisation, **values)
    resource.is_private = resource.is_private or resource.kind == Kind.COUNSELLOR
    _check_name(resource)
    resource.save(force_insert=True)
    _write_hours(resource, hours)
    tell(ResourceOpened(resource.pk), by=by, org_path=organisation.path)
    return resource


@verb
def change_resource(resource: Resource, *, by: Person, **values: Any) -> Resource:
    """Change what it is called and who may book. Fewer units than are booked is refused."""
    resource = _locked(resource)
    if unknown := set(values) - CHANGEABLE:
        raise TypeError(f"not to be changed: {sorted(unknown)}")
    changed = sorted(name for name, value in values.items() if getattr(resource, name) != value)
    if not changed:
        return resource
    for name in changed:
        setattr(resource, name, values[name])
    _check_name(resource)
    _check_units(resource)
    resource.save(update_fields=changed)
    tell(ResourceChanged(resource.pk, changed), by=by, org_path=resource.organisation.path)
    return resource


@verb
def set_hours(resource: Resource, hours: Iterable[Hours], *, by: Person) -> Resource:
    """When it is open, week by week. What is booked stays booked."""
    resource = _locked(resource)
    OpeningRule.objects.filter(resource=resource).delete()
    _write_hours(resource, hours)
    tell(ResourceChanged(resource.pk, ["hours"]), by=by, org_path=resource.organisation.path)
    return resource


@verb
def close_days(
    resource: Resource, since: date, until: date, reason: str, *, by: Person, at: datetime | None = None
) -> list[Booking]:
    """Shut on these days. Whoever had booked is told, with the reason. Returns what was called off."""
    resource, at = _locked(resource), at or database_now()
    reason = one_line(reason, 60)
    if until < since:
        raise Refusal("days_crossed", _("结束日期不能早于开始日期。"))
    if not reason:
        raise Refusal("reason_needed", _("请写明闭馆原因，预约了的人会看到。"))
    ClosingDay.objects.get_or_create(resource=resource, since=since, until=until, defaults={"reason": reason})
    hit = Booking.objects.filter(
        resource=resource,
        state__in=[Booking.State.ASKED, Booking.State.CONFIRMED],
        starts_at__lt=start_of(until + timedelta(days=1)),
        ends_at__gt=max(at, start_of(since)),
    )
    if resource.by_night:  # who leaves on the first of these days has had the night
        hit = hit.filter(day__gte=since)
    called_off = [cancel(each, reason, by=by, by_house=True, at=at) for each in hit.order_by("pk")]
    tell(ResourceChanged(resource.pk, ["closings"]), by=by, org_path=resource.organisation.path)
    return called_off


@verb
def open_again(closing: ClosingDay, *, by: Person) -> None:
    """Take a closing back. What was called off for it stays called off."""
    resource = _locked(closing.resource)
    closing.delete()
    tell(ResourceChanged(resource.pk, ["closings"]), by=by, org_path=resource.organisation.path)


@verb
def withdraw_resource(resource: Resource, *, by: Person, at: datetime | None = None) -> Resource:
    """Take no more bookings. Those there are stay: they are called off one by one, or kept."""
    resource = _locked(resource)
    if resource.withdrawn_at is None:
        resource.withdrawn_at = at or database_now()
        resource.save(update_fields=["withdrawn_at"])
        tell(ResourceChanged(resource.pk, ["withdrawn_at"]), by=by, org_path=resource.organisation.path)
    return resource


@verb
def name_host(resource: Resource, person: Person, *, by: Person) -> Host:
    """Who receives there, and of a private resource who alone sees the guests."""
    host, is_new = Host.objects.get_or_create(resource=resource, person=person)
    if is_new:
        tell(HostNamed(resource.pk, person.pk), by=by, org_path=resource.organisation.path)
    return host


@verb
def dismiss_host(host: Host, *, by: Person) -> None:
    resource, person = host.resource, host.person_id
    host.delete()
    tell(HostDismissed(resource.pk, person), by=by, org_path=resource.organisation.path)


@verb
def lay_down(organisation: Organisation, kind: str, *, by: Person, **values: int | None) -> Terms:
    """The union's own terms for its resources of a kind. None: as the rulebook has it."""
    terms, _is_new = Terms.objects.update_or_create(organisation=organisation, kind=kind, defaults=values)
    tell(TermsLaidDown(terms.pk), by=by, org_path=organisation.path)
    return terms


def _locked(resource: Resource) -> Resource:
    """No key of it changes, so bookings go on meanwhile."""
    whole = Resource.objects.select_for_update(of=["self"], no_key=True)
    return whole.select_related("organisation").get(pk=resource.pk)


def _write_hours(resource: Resource, hours: Iterable[Hours]) -> None:
    rows = sorted(set(hours))
    for (weekday, _opens, closes), (other, opens, _closes) in zip(rows, rows[1:], strict=False):
        if weekday == other and opens < closes:
            raise Refusal("hours_overlap", _("同一天的两段开放时间不能重叠。"))
    OpeningRule.objects.bulk_create(
        OpeningRule(resource=resource, weekday=weekday, opens=opens, closes=closes)
        for weekday, opens, closes in rows
    )


def _check_name(resource: Resource) -> None:
    same = Resource.objects.filter(
        organisation=resource.organisation, name=resource.name, withdrawn_at=None
    ).exclude(pk=resource.pk)
    if same.exists():
        raise Refusal("name_taken", _("本会已有同名的预约项目，请换一个名称。"))


def _check_units(resource: Resource) -> None:
    """Somebody has the third court: there are three until they have left."""
    beyond = Booking.objects.filter(
        resource=resource,
        unit__gt=resource.units,
        ends_at__gt=database_now(),
        state__in=Booking.LIVING,
    )
    if last := beyond.order_by("-ends_at").first():
        raise Refusal(
            "units_booked", _("还有预约在用，%(day)s 以后才能减少数量。"), day=f"{last.day:%Y-%m-%d}"
        )
