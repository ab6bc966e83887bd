# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.doors import Home
from unionnet.foundation.clock import database_now
from unionnet.foundation.files.models import StoredFile
from unionnet.programmes.studyaid.actions import apply
from unionnet.programmes.studyaid.models import Application, Scheme
from unionnet.programmes.studyaid.tests.makers import DEGREE, make_scheme

DOORS = """
/studyaid/                           GET       signed-in
/studyaid/schemes/<scheme>           GET,POST  signed-in @ own child
/studyaid/applications/<application> GET,POST  owner
/studyaid/papers/<paper>             GET       owner
/studyaid/papers/<paper>             GET       officer leader @ own parent
/desk/studyaid/                      GET       officer leader
/desk/studyaid/new                   GET,POST  officer
/desk/studyaid/applications.xlsx     GET       officer
/desk/studyaid/<application>         GET       officer leader @ own parent
/desk/studyaid/<application>/decision POST     officer @ own parent
"""


def scheme(home: Home) -> Scheme:
    if held := Scheme.objects.filter(organisation=home.union).first():
        return held
    now = database_now()
    days = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=1)}
    return make_scheme(home.union, home.officer, **days)


def application(home: Home) -> Application:
    """Asked for by the member."""
    diploma = SimpleUploadedFile("毕业证书.pdf", b"%PDF-1.7")
    return apply(home.member, scheme(home), DEGREE, {"diploma": diploma}, by=home.member)


def paper(home: Home) -> StoredFile:
    return application(home).proofs.get().file
