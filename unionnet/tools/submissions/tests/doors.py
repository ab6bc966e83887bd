# SPDX-License-Identifier: Apache-2.0
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.doors import Home
from tests.makers import make_officer
from unionnet.directory.organisations.models import Organisation
from unionnet.tools.submissions.actions import (
    CircularWords,
    LocalTerms,
    announce,
    attach,
    draft,
    plain_kind,
    send,
    send_circular,
)
from unionnet.tools.submissions.actions import (
    make_kind as make_local_kind,
)
from unionnet.tools.submissions.models import Circular, CircularPaper, Kind, Paper, Submission
from unionnet.tools.submissions.tests.makers import make_kind

DOORS = """
/api/v1/submissions                                GET       signed-in
/api/v1/submissions/<submission>                   GET       officer leader @ own parent
/desk/submissions/                                 GET       officer leader
/desk/submissions/circulars/                       GET       officer leader
/desk/submissions/circulars/new                    GET,POST  officer
/desk/submissions/circulars/<circular>/            GET       officer leader @ own parent
/desk/submissions/circulars/<circular>/            GET       officer leader @ child
/desk/submissions/circulars/<circular>/readers     GET       officer @ own parent
/desk/submissions/circulars/<circular>/reminder    POST      officer @ own parent
/desk/submissions/circulars/<circular>/papers/<enclosed>  GET  officer leader @ own parent
/desk/submissions/circulars/<circular>/papers/<enclosed>  GET  officer leader @ child
/desk/submissions/export                           GET       officer leader
/desk/submissions/kinds/                           GET       officer leader
/desk/submissions/kinds/new                        GET,POST  officer
/desk/submissions/kinds/<kind>/                    GET       officer leader @ own parent child
/desk/submissions/kinds/<kind>/change              GET,POST  officer @ own parent
/desk/submissions/kinds/<kind>/closing             POST      officer @ own parent
/desk/submissions/new                              GET,POST  officer
/desk/submissions/numbers/                         GET       officer
/desk/submissions/numbers/export                   GET       officer
/desk/submissions/<submission>/                    GET       officer leader @ own parent
/desk/submissions/<submission>/edit                GET,POST  officer @ own parent
/desk/submissions/<submission>/send                POST      officer @ own parent
/desk/submissions/<submission>/withdraw            POST      officer @ own parent
/desk/submissions/<submission>/copies              POST      officer @ own parent
/desk/submissions/<submission>/papers/             POST      officer @ own parent
/desk/submissions/<submission>/papers/scan         POST      officer @ own parent
/desk/submissions/<submission>/papers/<paper>      GET       officer leader @ own parent
/desk/submissions/<submission>/papers/<paper>/remove  POST   officer @ own parent
/desk/submissions/<submission>/move/<move>         POST      officer @ parent
/desk/submissions/<submission>/decision            GET,POST  officer @ parent
/desk/submissions/<submission>/<which>.<ending>    GET       officer leader @ own parent
/submissions/notices/                              GET       everyone
/submissions/notices/<notice>/                     GET       everyone
"""


def submission(home: Home) -> Submission:
    """On its way to the union above; one for the whole table, since its paper is part of an address."""
    if known := Submission.objects.filter(sender=home.union, kind__key="submissions.plain").first():
        return known
    made = draft(plain_kind(), home.union, "关于经费的请示", body="请批示。", by=home.officer)
    attach(made, SimpleUploadedFile("名册.pdf", b"%PDF-1.7"), title="名册", by=home.officer)
    return send(made, by=home.officer)


def kind(home: Home) -> str:
    """Made by this union for those below it."""
    if known := Kind.objects.filter(organisation=home.union, closed_at=None).first():
        return known.key
    return make_local_kind(home.union, LocalTerms("申请命名"), by=home.officer).key


def circular(home: Home) -> Circular:
    """To all unions below, with a file."""
    if known := Circular.objects.filter(organisation=home.union).first():
        return known
    below = Organisation.objects.filter(parent=home.union)
    file = SimpleUploadedFile("通知.pdf", b"%PDF-1.7")
    return send_circular(home.union, CircularWords("关于开会的通知"), below, [file], by=home.officer)


def enclosed(home: Home) -> CircularPaper:
    return circular(home).papers.get()


def paper(home: Home) -> Paper:
    return submission(home).papers.get()


def move(home: Home) -> str:
    return "return"


def which(home: Home) -> str:
    return "request"


def ending(home: Home) -> str:
    return "docx"


def notice(home: Home) -> Submission:
    kind = make_kind(key="titles.home", notice_days=5)
    made = send(draft(kind, home.union, "关于命名的请示", body="请批示。", by=home.officer), by=home.officer)
    return announce(made, by=make_officer(made.decider))
