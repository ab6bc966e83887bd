# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.programmes.letters.actions import agree
from unionnet.programmes.letters.models import Dismissal, Letter
from unionnet.programmes.letters.queries import answer_key
from unionnet.programmes.letters.tests.makers import make_delivered, make_dismissal, make_employer

DOORS = """
/letters/answer/<key>                    GET,POST  everyone
/desk/letters/                           GET       officer leader
/desk/letters/export                     GET       officer leader
/desk/letters/new                        GET,POST  officer
/desk/letters/<letter>/                  GET       officer leader @ own parent
/desk/letters/<letter>/next              GET,POST  officer @ own parent
/desk/letters/<letter>/delivery          POST      officer @ own parent
/desk/letters/<letter>/answer            POST      officer @ own parent
/desk/letters/<letter>/settlement        POST      officer @ own parent
/desk/letters/<letter>/paper.<ending>    GET       officer leader @ own parent
/desk/letters/dismissals/                           GET       officer leader
/desk/letters/dismissals/export                     GET       officer leader
/desk/letters/dismissals/new                        GET,POST  officer
/desk/letters/dismissals/<dismissal>/               GET       officer leader @ own parent
/desk/letters/dismissals/<dismissal>/agreement      POST      officer @ own parent
/desk/letters/dismissals/<dismissal>/objection      GET,POST  officer @ own parent
/desk/letters/dismissals/<dismissal>/result         GET,POST  officer @ own parent
/desk/letters/dismissals/<answered>/paper.<ending>  GET       officer leader @ own parent
"""


def letter(home: Home) -> Letter:
    if known := Letter.objects.filter(organisation=home.union).first():
        return known
    employer = make_employer(region_code=home.union.region_code)
    return make_delivered(home.union, home.officer, employer=employer)


def key(home: Home) -> str:
    return answer_key(letter(home))


def dismissal(home: Home) -> Dismissal:
    known = Dismissal.objects.filter(organisation=home.union, state="told").first()
    return known or make_dismissal(home.union, home.officer)


def answered(home: Home) -> Dismissal:
    known = Dismissal.objects.filter(organisation=home.union, state="agreed").first()
    return known or agree(make_dismissal(home.union, home.officer), by=home.officer)


def ending(home: Home) -> str:
    return "docx"
