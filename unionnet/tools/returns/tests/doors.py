# SPDX-License-Identifier: Apache-2.0
from datetime import date

from tests.doors import Home
from tests.makers import make_officer
from unionnet.directory.organisations.models import Organisation
from unionnet.tools.returns.actions import (
    Entry,
    FormTerms,
    IndicatorTerms,
    accept,
    add_check,
    fill,
    hand_in,
    keep_layout,
    make_form,
    open_period,
    put_indicator,
    seal,
    supplement,
)
from unionnet.tools.returns.models import Form, Layout, Period, Return, Supplement
from unionnet.tools.returns.tests.makers import given_sheet

DOORS = """
/desk/returns/                                     GET       officer leader
/desk/returns/forms/                               GET,POST  officer
/desk/returns/forms/<form>/                        GET       officer leader @ own parent
/desk/returns/forms/<form>/edit                    GET,POST  officer @ own parent
/desk/returns/forms/<form>/version                 POST      officer @ own parent
/desk/returns/forms/<form>/indicators/             GET,POST  officer @ own parent
/desk/returns/forms/<form>/indicators/<line>       GET,POST  officer @ own parent
/desk/returns/forms/<form>/indicators/<line>/removal  POST      officer @ own parent
/desk/returns/forms/<form>/checks/                 GET,POST  officer @ own parent
/desk/returns/forms/<form>/checks/<check>/removal  POST      officer @ own parent
/desk/returns/forms/<form>/periods/                GET,POST  officer @ own parent
/desk/returns/periods/<period>/                    GET       officer leader @ own parent
/desk/returns/periods/<period>/                    GET       officer leader @ child
/desk/returns/periods/<period>/export              GET       officer leader @ own parent child
/desk/returns/periods/<period>/units               GET       officer leader @ own parent child
/desk/returns/periods/<period>/units/export        GET       officer leader @ own parent child
/desk/returns/periods/<period>/problems            GET       officer leader @ own parent child
/desk/returns/forms/<form>/years                   GET       officer leader @ own parent
/desk/returns/periods/<period>/firms               GET       officer leader @ own parent child
/desk/returns/periods/<period>/targets             GET       officer leader @ own parent child
/desk/returns/periods/<period>/targets             POST      officer leader @ own parent child
/desk/returns/periods/<period>/targets/export      GET       officer leader @ own parent child
/desk/returns/periods/<period>/comparison          GET,POST  officer leader @ own parent child
/desk/returns/periods/<period>/layouts/            GET       officer leader @ own parent child
/desk/returns/periods/<period>/layouts/            POST      officer @ own parent child
/desk/returns/periods/<period>/layouts/<layout>/   GET       officer leader @ own parent
/desk/returns/periods/<period>/layouts/<layout>/   POST      officer @ own parent
/desk/returns/periods/<period>/layouts/<layout>/file  GET    officer leader @ own parent
/desk/returns/periods/<period>/layouts/<layout>/removal  POST  officer @ own parent
/desk/returns/periods/<period>/reminder            POST      officer @ own parent
/desk/returns/periods/<period>/acceptance          POST      officer @ own parent
/desk/returns/periods/<period>/seal                POST      officer @ own parent
/desk/returns/supplements/<later>/acceptance       POST      officer @ parent
/desk/returns/<sheet>/                             GET       officer leader @ own parent
/desk/returns/<sheet>/                             POST      officer @ own parent
/desk/returns/<sheet>/workbook                     GET       officer leader @ own parent
/desk/returns/<sheet>/workbook                     POST      officer @ own parent
/desk/returns/<sheet>/facts                        POST      officer @ own parent
/desk/returns/<sheet>/cells                        POST      officer @ own parent
/desk/returns/<sheet>/sending                      POST      officer @ own parent
/desk/returns/<sheet>/signature                    POST      officer leader @ own parent
/desk/returns/<sheet>/recall                       POST      officer @ own parent
/desk/returns/<sheet>/rejection                    GET,POST  officer @ parent
/desk/returns/<sheet>/acceptance                   POST      officer @ parent
/desk/returns/<sheet>/firms                        GET       officer leader @ own parent
/desk/returns/<sheet>/firms                        POST      officer @ own parent
/desk/returns/<sheet>/supplements                  GET,POST  officer @ own parent
/api/v1/returns/forms                              GET       signed-in
/api/v1/returns/forms/<issued>                     GET       officer leader @ own parent child
/api/v1/returns/due                                GET       signed-in
/api/v1/returns/periods/<period>/sums              GET       officer leader @ own parent child
/api/v1/returns/<sheet>                            GET       officer leader @ own parent
/api/v1/returns/<sheet>/cells                      PATCH     signed-in
/api/v1/returns/<sheet>/sending                    POST      signed-in
"""
DAYS = (date(2025, 1, 1), date(2025, 12, 31))


def form(home: Home) -> Form:
    """A draft of this union, with a line and a check."""
    return Form.objects.filter(organisation=home.union, issued_at=None).first() or _drafted(home.union)


def issued(home: Home) -> Form:
    """In use at this union."""
    return period(home).form


def check(home: Home) -> str:
    return str(form(home).checks.get().pk)


def line(home: Home) -> str:
    return "A1"


def period(home: Home) -> Period:
    """Issued by this union to those below it."""
    if known := Period.objects.filter(form__organisation=home.union).first():
        return known
    return _opened(home.union)


def layout(home: Home) -> Layout:
    """Kept by this union for the form it issued."""
    known = Layout.objects.filter(organisation=home.union).first()
    return known or keep_layout(period(home), home.union, "rows", given_sheet(), by=home.officer)


def sheet(home: Home) -> Return:
    """Of this union, issued by the one above."""
    if known := Return.objects.filter(organisation=home.union).order_by("pk").first():
        return known
    return Return.objects.get(period=_opened(_above(home)), organisation=home.union)


def later(home: Home) -> Supplement:
    """Asked by this union after the seal."""
    found = Return.objects.get(period=_opened(_above(home)), organisation=home.union)
    fill(found, {"A1": Entry("1")}, by=home.officer)
    hand_in(found, by=home.officer)
    officer = make_officer(_above(home))
    accept(found, by=officer)
    seal(found.period, by=officer)
    line = found.period.form.indicators.get(code="A1")
    return supplement(found, line, "2", "漏报", by=home.officer)


def _above(home: Home) -> Organisation:
    return Organisation.objects.get(children=home.union)


def _drafted(union: Organisation) -> Form:
    officer = make_officer(union)
    made = make_form(union, FormTerms("活动统计表"), by=officer)
    put_indicator(made, IndicatorTerms("A1", "活动场次", unit="events"), by=officer)
    add_check(made, "A1 <= 999", by=officer)
    return made


def _opened(union: Organisation) -> Period:
    officer = make_officer(union)
    return open_period(_drafted(union), "2025", DAYS, date(2026, 1, 31), by=officer)
