# SPDX-License-Identifier: Apache-2.0
from datetime import date

from tests.doors import Home
from unionnet.directory.organisations.actions import cover_employer, register_employer
from unionnet.directory.organisations.codes import make_uscc
from unionnet.directory.organisations.models import Coverage, Employer, Organisation

# An employer stands in a region: whoever has the region in their reach shares its card and diary.
DOORS = """
/api/v1/organisations                               GET       signed-in
/api/v1/organisations/<union>                       GET       officer leader system @ parent
/api/v1/organisations/<union>                       GET       signed-in @ own child
/api/v1/organisations/<union>/tiers                 GET       officer leader system @ own parent
/desk/organisations/                                GET       officer leader system
/desk/organisations/<union>/                        GET       officer leader system @ own parent child
/desk/organisations/<union>/branch                  GET       officer leader system @ own parent child
/desk/organisations/<union>/change/                 GET,POST  officer @ own parent
/desk/organisations/<union>/coverage/               GET       officer leader system @ own parent child
/desk/organisations/<union>/coverage/               POST      officer @ own parent
/desk/organisations/<union>/coverage/<coverage>/end  POST      officer @ own parent
/desk/organisations/<union>/dissolve/               GET,POST  officer @ own parent
/desk/organisations/<union>/leader/                 GET,POST  officer @ own parent
/desk/organisations/<union>/move/                   GET,POST  officer @ own parent
/desk/organisations/<union>/new/                    GET,POST  officer @ own parent
/desk/organisations/employers/                      GET       officer leader system
/desk/organisations/employers/export                GET       officer leader system
/desk/organisations/employers/<employer>/           GET       officer leader system @ own parent child sibling
/desk/organisations/employers/<employer>/change/    GET,POST  officer @ own parent child sibling
/desk/organisations/employers/<employer>/contact    POST      officer @ own parent child sibling
/desk/organisations/employers/import/               GET,POST  officer
/desk/organisations/employers/template              GET       officer leader system
/desk/organisations/import/                         GET,POST  officer
/desk/organisations/import/template                 GET       officer leader system
/desk/organisations/list/                           GET       officer leader system
/desk/organisations/list/export                     GET       officer leader system
/desk/organisations/report/                         GET       officer leader system
/desk/organisations/report/export                   GET       officer leader system
"""


def union(home: Home) -> Organisation:
    return home.union


def employer(home: Home) -> Employer:
    return _covered(home, "000002").employer


def coverage(home: Home) -> Coverage:
    return _covered(home, "000001")


def _covered(home: Home, number: str) -> Coverage:
    region = home.union.region_code
    code = make_uscc(f"91{region}MA{number}")
    found = register_employer("云岭物流", code, region_code=region, by=home.officer)
    return cover_employer(found, home.union, date(2024, 1, 1), by=home.officer)
