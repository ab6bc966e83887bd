# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.programmes.legalaid.actions import adopt, aid_kind
from unionnet.programmes.legalaid.models import Aid, Lawyer
from unionnet.programmes.legalaid.tests.makers import UNPAID, make_lawyer
from unionnet.tools.casework.actions import Matter, Owner, plain_kind, take_in
from unionnet.tools.casework.models import Case

DOORS = """
/legalaid/                               GET       everyone
/legalaid/new                            GET,POST  everyone
/desk/legalaid/                          GET       officer leader
/desk/legalaid/export                    GET       officer
/desk/legalaid/new                       GET,POST  officer
/desk/legalaid/lawyers                   GET,POST  officer
/desk/legalaid/lawyers/<lawyer>/retirement POST    officer @ own parent
/desk/legalaid/phones                    GET,POST  officer
/desk/legalaid/of/<case>                 GET,POST  officer @ own parent
/desk/legalaid/<aid>/                    GET       officer leader @ own parent
/desk/legalaid/<aid>/move/<move>         GET,POST  officer @ own parent
"""


def aid(home: Home) -> Aid:
    """Brought by the member to the union itself, not to the one above that gives aid."""
    if known := Aid.objects.filter(case__person=home.member).first():
        return known
    return adopt(take_in(aid_kind(), home.union, UNPAID, Owner(person=home.member), by=home.member).pk)


def case(home: Home) -> Case:
    return take_in(plain_kind(), home.union, Matter("工伤"), Owner(person=home.member), by=home.member)


def lawyer(home: Home) -> Lawyer:
    return make_lawyer(home.union, home.officer)


def move(home: Home) -> str:
    return "refuse"
