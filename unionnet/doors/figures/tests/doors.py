# SPDX-License-Identifier: Apache-2.0
from datetime import date

from tests.doors import Home
from tests.makers import make_union
from unionnet.directory.organisations.models import Organisation

DOORS = """
/api/v1/figures/led                       GET  officer leader
/api/v1/figures/led/<led>                 GET  officer leader @ own parent
/desk/figures/led-by/                     GET  officer leader
/desk/figures/led-by/<leader>/            GET  officer leader @ own parent
/desk/figures/led-by/<leader>/figures.xlsx  GET  officer leader @ own parent
/desk/figures/led/<led>/                  GET  officer leader @ own parent
/desk/figures/online/                     GET  officer leader
/desk/figures/online/online.xlsx          GET  officer leader
/desk/figures/services/                   GET  officer leader
/desk/figures/services/services.xlsx      GET  officer leader
"""


def leader(home: Home) -> Organisation:
    return make_union("产业工会", home.union, kind=Organisation.Kind.INDUSTRIAL_UNION)


def led(home: Home) -> Organisation:
    union = make_union("远方企业工会", kind=Organisation.Kind.ENTERPRISE_UNION)
    union.industrial_parent, union.led_since = leader(home), date(2024, 5, 1)
    union.save()
    return union
