# SPDX-License-Identifier: Apache-2.0
from datetime import date

from tests.doors import Home
from unionnet.foundation.files.actions import keep_bytes
from unionnet.programmes.postings.actions import Trouble, raise_problem, send_out
from unionnet.programmes.postings.models import DiaryEntry, Posting, ProblemItem

DOORS = """
/api/v1/postings                          GET       signed-in
/api/v1/postings/<posting>                GET       owner
/api/v1/postings/<posting>                GET       officer leader @ own parent
/postings/                                GET       signed-in
/postings/photos/<entry>                  GET       owner
/postings/photos/<entry>                  GET       officer leader @ own parent
/postings/problems/<problem>/result       POST      owner
/postings/problems/<problem>/result       POST      officer @ own parent
/postings/problems/<problem>/handover     POST      owner
/postings/problems/<problem>/handover     POST      officer @ own parent
/postings/<posting>                       GET,POST  owner
/postings/<posting>                       GET,POST  officer leader @ own parent
/postings/<posting>/opinion               GET,POST  owner
/postings/<posting>/opinion               GET,POST  officer leader @ own parent
/postings/<posting>/problems              POST      owner
/postings/<posting>/problems              POST      officer leader @ own parent
/desk/postings/                           GET       officer leader
/desk/postings/new                        GET,POST  officer
/desk/postings/postings.xlsx              GET       officer leader
/desk/postings/problems                   GET       officer leader
/desk/postings/problems.xlsx              GET       officer leader
/desk/postings/problems/<problem>/result  POST      officer @ own parent
/desk/postings/problems/<problem>/handover  POST    officer @ own parent
/desk/postings/<posting>                  GET       officer leader @ own parent
/desk/postings/<posting>/change           POST      officer @ own parent
/desk/postings/<posting>/report.xlsx      GET       officer leader @ own parent
"""
FIRST, LAST = date(2024, 3, 4), date(2024, 3, 29)


def posting(home: Home) -> Posting:
    """The member of the home was sent."""
    days = (FIRST, LAST)
    return send_out([home.member], home.union, "摸清需求", days, sent_by=home.union, by=home.officer)


def problem(home: Home) -> ProblemItem:
    return raise_problem(posting(home), Trouble("村口路灯不亮", "镇总工会", LAST), by=home.member)


def entry(home: Home) -> DiaryEntry:
    """With a photo."""
    held = DiaryEntry.objects.filter(posting=posting(home)).first()
    photo = held.photo if held else keep_bytes(b"jpeg", "x.jpg", "image/jpeg", by=home.member)
    return held or DiaryEntry.objects.create(
        posting=posting(home), by=home.member, day=FIRST, text="走访六户", photo=photo, key="k"
    )
