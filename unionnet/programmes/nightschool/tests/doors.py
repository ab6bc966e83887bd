# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.programmes.nightschool.models import Course, Lesson, Term
from unionnet.programmes.nightschool.tests.makers import make_course, make_term

DOORS = """
/api/v1/courses                               GET       everyone
/api/v1/courses/<course>                      GET       everyone
/desk/nightschool/                            GET       officer leader teacher
/desk/nightschool/courses/<course>/           GET       officer leader teacher @ own parent
/desk/nightschool/courses/<course>/cancel/    POST      officer @ own parent
/desk/nightschool/courses/<course>/edit/      GET,POST  officer @ own parent
/desk/nightschool/courses/<course>/excel/     GET       officer leader teacher @ own parent
/desk/nightschool/courses/<course>/hours/     GET,POST  officer @ own parent
/desk/nightschool/courses/<course>/schedule/  POST      officer @ own parent
/desk/nightschool/excel/                      GET       officer leader teacher
/desk/nightschool/lessons/                    GET       officer leader teacher
/desk/nightschool/lessons/<lesson>/cancel/    POST      officer @ own parent
/desk/nightschool/lessons/<lesson>/excel/     GET       officer leader teacher @ own parent
/desk/nightschool/lessons/<lesson>/move/      GET,POST  officer @ own parent
/desk/nightschool/lessons/<lesson>/register/  GET,POST  officer leader teacher @ own parent
/desk/nightschool/lessons/<lesson>/sheet/     GET       officer leader teacher @ own parent
/desk/nightschool/new/                        GET,POST  officer
/desk/nightschool/terms/<term>/               GET       officer leader teacher @ own parent
/desk/nightschool/terms/<term>/courses/new/   GET,POST  officer @ own parent
/desk/nightschool/terms/<term>/edit/          GET,POST  officer @ own parent
/desk/nightschool/terms/<term>/fill/          GET       officer leader teacher @ own parent
/desk/nightschool/terms/<term>/ratings/       GET       officer leader teacher @ own parent
/desk/nightschool/terms/<term>/repeat/        GET,POST  officer @ own parent
/nightschool/                                 GET       everyone
/nightschool/courses/<course>/                GET       everyone
/nightschool/courses/<course>/rate/           GET,POST  signed-in
/nightschool/mine.ics                         GET       signed-in
/nightschool/mine/                            GET       signed-in
/nightschool/terms/<term>/                    GET       everyone
/nightschool/terms/<term>/list/               GET       everyone
/screen/nightschool/                          GET       officer leader
/screen/nightschool/bars/                     GET       officer leader
"""


def term(home: Home) -> Term:
    return course(home).class_group.term


def course(home: Home) -> Course:
    """The one course of the one term of the union."""
    known = Course.objects.filter(class_group__term__organisation=home.union).first()
    return known or make_course(home.officer, make_term(home.officer, home.union))


def lesson(home: Home) -> Lesson:
    return course(home).lessons.all()[0]
