# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.directory.places.models import Site
from unionnet.directory.places.tests.makers import make_site
from unionnet.programmes.feeds.actions import Terms, open_outlet
from unionnet.programmes.feeds.models import Outlet

DOORS = """
/feeds/<outlet>                       GET       nobody
/desk/feeds/                          GET       officer leader
/desk/feeds/new                       GET,POST  officer
/desk/feeds/sites/<site>/             GET       officer leader @ own parent
/desk/feeds/sites/<site>/swap         POST      officer @ own parent
/desk/feeds/sites/<site>/datum        POST      officer @ own parent
/desk/feeds/sites/<site>/vouch        POST      officer @ own parent
/desk/feeds/<outlet>/                 GET       officer leader @ own parent
/desk/feeds/<outlet>/edit             GET,POST  officer @ own parent
/desk/feeds/<outlet>/refused.xlsx     GET       officer leader @ own parent
/desk/feeds/<outlet>/key              POST      officer @ own parent
/desk/feeds/<outlet>/close            POST      officer @ own parent
/desk/feeds/<outlet>/refresh          POST      officer @ own parent
"""


def outlet(home: Home) -> Outlet:
    return open_outlet(home.union, Terms("高德地图", "gcj02"), by=home.officer)[0]


def site(home: Home) -> Site:
    return make_site(home.union)
