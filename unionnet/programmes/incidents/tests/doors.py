# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.programmes.incidents.actions import raise_incident
from unionnet.programmes.incidents.models import Incident
from unionnet.programmes.incidents.tests.makers import TRIED

DOORS = """
/desk/incidents/                         GET       officer leader security
/desk/incidents/export                   GET       officer leader security
/desk/incidents/new                      GET,POST  officer
/desk/incidents/duty                     GET,POST  officer
/desk/incidents/<incident>/report        GET,POST  officer @ own
/desk/incidents/<incident>/settle        GET,POST  officer @ own
/desk/incidents/<incident>/paper         GET       officer @ own
"""


def incident(home: Home) -> Incident:
    return raise_incident(home.union, TRIED, by=home.officer)
