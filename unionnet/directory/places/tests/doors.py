# SPDX-License-Identifier: Apache-2.0

from tests.doors import Home
from unionnet.directory.places.actions import close_door, report_fault, write_note
from unionnet.directory.places.models import FaultReport, KeeperNote, Override, Site, SitePhoto
from unionnet.directory.places.tests.makers import make_site
from unionnet.directory.places.timetable import every_day
from unionnet.foundation.files.models import StoredFile

DOORS = """
/api/v1/sites                          GET       everyone
/api/v1/sites/<site>                   GET       everyone
/desk/places/                          GET       officer leader keeper
/desk/places/<site>/                   GET       officer leader keeper @ own parent
/desk/places/<site>/code               POST      officer @ own parent
/desk/places/<site>/edit               GET,POST  officer @ own parent
/desk/places/<site>/move               POST      officer @ own parent
/desk/places/<site>/photos             POST      officer @ own parent
/desk/places/<site>/poster             GET       officer leader keeper @ own parent
/desk/places/<site>/poster.pdf         GET       officer leader keeper @ own parent
/desk/places/<site>/poster.png         GET       officer leader keeper @ own parent
/desk/places/export                    GET       officer leader keeper
/desk/places/import                    GET,POST  officer
/desk/places/import/sample             GET       officer
/desk/places/new                       GET,POST  officer
/desk/places/photos/<photo>/drop       POST      officer @ own parent
/places/                               GET       everyone
/places/<site>/                        GET       everyone
/places/<site>/fault                   POST      everyone
/places/keeper                         GET       officer keeper
/places/keeper/<site>/door             POST      officer keeper @ own parent
/places/keeper/<site>/note             POST      officer keeper @ own parent
/places/keeper/doors/<switch>/undo     POST      officer keeper @ own parent
/places/keeper/faults/<fault>/resolve  POST      officer keeper @ own parent
/places/keeper/notes/<note>/undo       POST      officer keeper @ own parent
"""


def site(home: Home) -> Site:
    return make_site(home.union, openings=every_day())


def switch(home: Home) -> Override:
    return close_door(site(home), by=home.officer)


def note(home: Home) -> KeeperNote:
    return write_note(site(home), "notice", "今日有姜茶", by=home.officer)


def fault(home: Home) -> FaultReport:
    return report_fault(site(home), "饮水机坏了", by=None)


def photo(home: Home) -> SitePhoto:
    file = StoredFile(name="a.jpg", content_type="image/jpeg", size=1, sha256="0" * 64)
    file.save()
    return SitePhoto.objects.create(site=site(home), file=file)
