# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.directory.organisations.codes import make_uscc
from unionnet.directory.organisations.models import Employer
from unionnet.programmes.mediation.actions import accept, adopt, dispute_kind, list_mediator
from unionnet.programmes.mediation.models import Mediation, Mediator
from unionnet.programmes.mediation.queries import answer_key
from unionnet.programmes.mediation.tests.makers import UNPAID
from unionnet.tools.casework.actions import Owner, take_in

DOORS = """
/mediation/                              GET       everyone
/mediation/limits                        GET       everyone
/mediation/new                           GET,POST  everyone
/mediation/answer/<key>                  GET,POST  everyone
/mediation/<mediation>/                  GET       owner
/mediation/<mediation>/longer            POST      owner
/desk/mediation/                         GET       officer leader
/desk/mediation/export                   GET       officer
/desk/mediation/new                      GET,POST  officer
/desk/mediation/months                   GET       officer leader
/desk/mediation/months/export            GET       officer leader
/desk/mediation/mediators                GET,POST  officer
/desk/mediation/mediators/<mediator>/retirement POST officer @ own parent
/desk/mediation/<mediation>/             GET       officer leader @ own parent
/desk/mediation/<mediation>/move/<move>  GET,POST  officer @ own parent
/desk/mediation/<mediation>/paper/<sheet>.<ending> GET officer @ own parent
"""


def mediation(home: Home) -> Mediation:
    """Brought by the member to the union itself, and accepted."""
    if known := Mediation.objects.filter(case__person=home.member).first():
        return known
    case = take_in(dispute_kind(), home.union, UNPAID, Owner(person=home.member), by=home.member)
    where = home.union.region_code
    told = {"name": "甲公司", "region_code": where}
    employer = Employer.objects.get_or_create(uscc=make_uscc(f"91{where}MA600000"), defaults=told)
    return accept(adopt(case.pk), employer[0], by=home.officer)


def mediator(home: Home) -> Mediator:
    return list_mediator(home.union, "调解员", "worker", by=home.officer)


def key(home: Home) -> str:
    return answer_key(mediation(home))


def move(home: Home) -> str:
    return "fail"


def sheet(home: Home) -> str:
    return "record"


def ending(home: Home) -> str:
    return "docx"
