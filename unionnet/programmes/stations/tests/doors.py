# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.directory.places.models import Site
from unionnet.directory.places.tests.makers import make_site

DOORS = """
/desk/stations/              GET   officer leader keeper
/desk/stations/<site>/       GET   officer leader keeper @ own parent
/desk/stations/<site>/costs  POST  officer @ own parent
/desk/stations/check         GET   officer leader keeper
/desk/stations/growth        GET   officer leader keeper
"""


def site(home: Home) -> Site:
    return make_site(home.union)
