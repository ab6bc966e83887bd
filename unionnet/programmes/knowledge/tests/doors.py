# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.programmes.knowledge.models import Answer
from unionnet.programmes.knowledge.tests.makers import make_answer

DOORS = """
/knowledge/                                 GET       everyone
/knowledge/plainly                          GET       signed-in
/knowledge/handover                         POST      signed-in
/knowledge/<answer>                         GET       signed-in @ own child
/desk/knowledge/                            GET       officer leader
/desk/knowledge/answers.xlsx                GET       officer leader
/desk/knowledge/closed                      GET       officer
/desk/knowledge/new                         GET,POST  officer
/desk/knowledge/<answer>                    GET,POST  officer leader @ own parent
/desk/knowledge/<answer>/publication        POST      officer @ own parent
/desk/knowledge/<answer>/withdrawal         POST      officer @ own parent
"""


def answer(home: Home) -> Answer:
    return make_answer(home.union, home.officer)
