# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.directory.places.models import Site
from unionnet.programmes.venues.actions import catalogue, open_home, open_shelf
from unionnet.programmes.venues.models import DriversHome, Shelf

DOORS = """
/venues/books/                             GET       everyone
/venues/homes/                             GET       everyone
/venues/homes/<lodge>/                     GET       everyone
/venues/loans/                             GET       signed-in
/desk/venues/                              GET       officer leader keeper
/desk/venues/homes/new                     GET,POST  officer
/desk/venues/homes/<lodge>/edit            GET,POST  officer @ own parent
/desk/venues/shelves/new                   GET,POST  officer
/desk/venues/shelves/<shelf>/              GET       officer leader keeper @ own parent
/desk/venues/shelves/<shelf>/catalogue     GET,POST  officer @ own parent
/desk/venues/shelves/<shelf>/catalogue.xlsx GET      officer leader keeper @ own parent
/desk/venues/shelves/<shelf>/check         GET,POST  officer @ own parent
/desk/venues/shelves/<shelf>/desk          POST      officer @ own parent
/desk/venues/shelves/<shelf>/remove        POST      officer @ own parent
/desk/venues/visits                        POST      officer
/desk/venues/visits.xlsx                   GET       officer leader keeper
"""


def shelf(home: Home) -> Shelf:
    """With a book that has an empty number: a form sent empty finds it."""
    made = open_shelf(home.union, "职工书屋", by=home.officer)
    if not made.copies.exists():
        title = catalogue(made, "平凡的世界", ["A001"], by=home.officer)
        title.copies.update(number="")
    return made


def lodge(home: Home) -> DriversHome:
    site = Site.objects.create(
        organisation=home.union,
        name="司机之家",
        region_code=home.union.region_code,
        latitude=38.5,
        longitude=102.2,
    )
    return open_home(site, 4, by=home.officer)
