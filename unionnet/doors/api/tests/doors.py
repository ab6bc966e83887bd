# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from tests.makers import make_officer
from unionnet.directory.people.models import Role
from unionnet.doors.api.actions import issue_token
from unionnet.doors.api.models import ApiToken

DOORS = """
/api/v1/                      GET                        nobody
/api/v1/docs                  GET                        everyone
/api/v1/openapi.json          GET,POST,PUT,PATCH,DELETE  everyone
/desk/api/                    GET,POST                   system
/desk/api/<token>/revocation  POST                       system @ own parent
"""


def token(home: Home) -> ApiToken:
    admin = make_officer(home.union, role=Role.Name.SYSTEM_ADMIN)
    return issue_token(home.union, "对接平台", ["members:read"], days=1, by=admin)[0]
