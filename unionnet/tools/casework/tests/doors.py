# SPDX-License-Identifier: Apache-2.0
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.doors import Home
from unionnet.tools.casework.actions import Matter, Owner, plain_kind, take_in
from unionnet.tools.casework.models import Case, Paper

DOORS = """
/casework/                                 GET        signed-in
/casework/new                              GET,POST   signed-in
/casework/lookup                           GET,POST   everyone
/casework/<case>/                          GET        owner
/casework/<case>/rating                    POST       owner
/casework/<case>/more                      POST       owner
/casework/<case>/leave                     POST       owner
/casework/<case>/papers/<paper>            GET        owner
/desk/casework/                            GET        officer leader
/desk/casework/export                      GET        officer leader
/desk/casework/new                         GET,POST   officer
/desk/casework/send                        GET,POST   officer
/desk/casework/flows                       GET        officer
/desk/casework/flows/<kind>                GET,POST   officer
/desk/casework/rates                       GET        officer leader
/desk/casework/rates/export                GET        officer leader
/desk/casework/<case>/                     GET        officer leader @ own parent
/desk/casework/<case>/caller               POST       officer @ own parent
/desk/casework/<case>/move/<move>          GET,POST   officer @ own parent
/desk/casework/<case>/papers/<paper>       GET        officer leader @ own parent
/api/v1/cases                              GET,POST   signed-in
/api/v1/cases/<case>                       GET        officer leader @ own parent
/api/v1/cases/<case>/signature             POST       signed-in
/api/v1/cases/<case>/reply                 POST       signed-in
/api/v1/cases/<case>/return                POST       signed-in
"""


def case(home: Home) -> Case:
    """Brought by the member; one for the whole table, since its paper is part of an address."""
    if known := Case.objects.filter(person=home.member).first():
        return known
    files = [SimpleUploadedFile("工资条.pdf", b"%PDF-1.7")]
    owner = Owner(person=home.member)
    return take_in(plain_kind(), home.union, Matter("拖欠工资"), owner, files=files, by=home.member)


def paper(home: Home) -> Paper:
    return case(home).papers.get()


def kind(home: Home) -> str:
    return plain_kind().key


def move(home: Home) -> str:
    return "dispatch"
