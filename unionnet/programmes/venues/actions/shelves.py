# SPDX-License-Identifier: Apache-2.0
"""职工书屋: catalogue, lend, take back, remind, and look once a year whether all is there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.venues.facts import (
    Catalogued,
    CopyRemoved,
    Lent,
    LoanDue,
    Returned,
    ShelfOpened,
    StockTaken,
)
from unionnet.programmes.venues.models import Copy, Loan, Seen, Shelf, StockTake, Title
from unionnet.programmes.venues.rules import ruling, why_not_check, why_not_lend, why_not_remove

AT_ONCE = 500


@verb
def open_shelf(organisation: Organisation, name: str, address: str = "", *, by: Person) -> Shelf:
    """A shelf of that name once in a union. Asking twice gives the same one."""
    shelf, is_new = Shelf.objects.get_or_create(
        organisation=organisation, name=one_line(name, 60), defaults={"address": one_line(address, 120)}
    )
    if is_new:
        tell(ShelfOpened(shelf.pk), by=by, org_path=organisation.path)
    return shelf


@verb
def catalogue(
    shelf: Shelf, name: str, numbers: Iterable[str], *, by: Person, author: str = "", isbn: str = ""
) -> Title:
    """Enter a book with its copies. More copies of a known book join it; a number is given once."""
    wanted = list(dict.fromkeys(number for each in numbers if (number := one_line(each, 20))))
    known = set(Copy.objects.filter(shelf=shelf, number__in=wanted).values_list("number", flat=True))
    if known:
        raise Refusal(
            "number_taken", _("登录号已用过：%(numbers)s"), numbers=_("、").join(sorted(known)[:10])
        )
    given = {"isbn": one_line(isbn, 17)}
    title, _is_new = Title.objects.get_or_create(
        shelf=shelf, name=one_line(name, 120), author=one_line(author, 60), defaults=given
    )
    Copy.objects.bulk_create(Copy(shelf=shelf, title=title, number=number) for number in wanted)
    tell(Catalogued(title.pk, len(wanted)), by=by, org_path=shelf.organisation.path)
    return title


@verb
def lend(shelf: Shelf, number: str, person: Person, *, by: Person, at: datetime | None = None) -> Loan:
    """Lend a copy by the number on its back. Two desks at once: the living loan of a copy is one."""
    at = at or database_now()
    today = local_date(at)
    copy = _copy(shelf, number)
    held = Loan.objects.filter(copy=copy, returned_at=None).first() if copy else None
    if held and held.person_id == person.pk:
        return held
    # One reader at two desks: their row is the queue.
    Person.objects.select_for_update(no_key=True).only("pk").get(pk=person.pk)
    count = Loan.objects.filter(person=person, organisation=shelf.organisation, returned_at=None).count()
    most = ruling("VE-02.most_loans", shelf.organisation, today)
    if no := why_not_lend(copy, held, count, most):
        raise no
    assert copy is not None  # noqa: S101 - the rule has refused None
    days = ruling("VE-01.loan_days", shelf.organisation, today).value
    loan = Loan.objects.create(
        organisation=shelf.organisation,
        copy=copy,
        person=person,
        lent_at=at,
        due_on=today + timedelta(days=days),
        by=by,
    )
    if copy.state == Copy.State.MISSING:  # here it is
        copy.state = Copy.State.KEPT
        copy.save(update_fields=["state"])
    tell(Lent(loan.pk), by=by, org_path=shelf.organisation.path)
    return loan


@verb
def return_copy(shelf: Shelf, number: str, *, by: Person, at: datetime | None = None) -> Loan:
    """Take it back, from whoever brings it."""
    copy = _copy(shelf, number)
    loan = Loan.objects.filter(copy=copy, returned_at=None).select_related("person", "copy__title").first()
    if copy is None or loan is None:
        raise Refusal("not_lent", _("这个登录号的书没有借出，不用办还书。"))
    loan.returned_at = at or database_now()
    loan.save(update_fields=["returned_at"])
    tell(Returned(loan.pk), by=by, org_path=shelf.organisation.path)
    return loan


@verb
def remove_copy(copy: Copy, *, by: Person) -> Copy:
    """Out of the books for good: worn out, or given up as lost."""
    if no := why_not_remove(copy, Loan.objects.filter(copy=copy, returned_at=None).first()):
        raise no
    copy.state = Copy.State.REMOVED
    copy.save(update_fields=["state"])
    tell(CopyRemoved(copy.pk), by=by, org_path=copy.shelf.organisation.path)
    return copy


@verb
def remind(*, at: datetime | None = None) -> int:
    """Tell who has a book that is due in a few days or today; each loan once. Returns how many."""
    today = local_date(at or database_now())
    ahead = ruling("VE-03.remind_days", Organisation(region_code=""), today).value
    due = Loan.objects.filter(returned_at=None, reminded_on=None, due_on__lte=today + timedelta(days=ahead))
    for loan in (found := list(due.select_related("organisation").order_by("pk")[:AT_ONCE])):
        loan.reminded_on = today
        loan.save(update_fields=["reminded_on"])
        tell(LoanDue(loan.pk), by=None, org_path=loan.organisation.path)
    return len(found)


@verb
def begin_stock_take(shelf: Shelf, *, by: Person, at: datetime | None = None) -> StockTake:
    """This year's. Beginning twice gives the same one."""
    year = local_date(at or database_now()).year
    taking, _is_new = StockTake.objects.get_or_create(shelf=shelf, year=year, defaults={"by": by})
    return taking


@verb
def see_copies(taking: StockTake, numbers: Iterable[str], *, by: Person) -> list[str]:
    """These stood on the shelf. Returns the numbers that no book has; seen twice is seen once."""
    taking = _locked(taking)
    if no := why_not_check(taking):
        raise no
    wanted = list(dict.fromkeys(number for each in numbers if (number := one_line(each, 20))))
    copies = {
        copy.number: copy
        for copy in Copy.objects.filter(shelf=taking.shelf_id, number__in=wanted).exclude(
            state=Copy.State.REMOVED
        )
    }
    Seen.objects.bulk_create(
        [Seen(stock_take=taking, copy=copy) for copy in copies.values()], ignore_conflicts=True
    )
    return [number for number in wanted if number not in copies]


@verb
def close_stock_take(taking: StockTake, *, by: Person, at: datetime | None = None) -> StockTake:
    """What was neither seen nor lent is missing; what was missing and seen is back."""
    taking = _locked(taking)
    if no := why_not_check(taking):
        raise no
    copies = Copy.objects.filter(shelf=taking.shelf).exclude(state=Copy.State.REMOVED)
    lent = copies.filter(loans__returned_at=None, loans__isnull=False)
    seen = copies.filter(pk__in=taking.lines.values("copy")).exclude(pk__in=lent)
    missing = copies.exclude(pk__in=lent).exclude(pk__in=seen)
    taking.seen, taking.lent, taking.missing = seen.count(), lent.count(), missing.count()
    Copy.objects.filter(pk__in=list(seen.values_list("pk", flat=True))).update(state=Copy.State.KEPT)
    Copy.objects.filter(pk__in=list(missing.values_list("pk", flat=True))).update(state=Copy.State.MISSING)
    taking.closed_at = at or database_now()
    taking.save(update_fields=["seen", "lent", "missing", "closed_at"])
    tell(StockTaken(taking.pk), by=by, org_path=taking.shelf.organisation.path)
    return taking


def _locked(taking: StockTake) -> StockTake:
    whole = StockTake.objects.select_for_update(of=["self"]).select_related("shelf__organisation")
    return whole.get(pk=taking.pk)


def _copy(shelf: Shelf, number: str) -> Copy | None:
    wanted = Copy.objects.select_for_update(of=["self"]).filter(shelf=shelf, number=one_line(number, 20))
    return wanted.select_related("title").first()
