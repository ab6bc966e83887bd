# SPDX-License-Identifier: Apache-2.0
"""What a test of pages asks again and again: who gets in, and what stands on the page."""

import re
from typing import Any

from django.test import Client

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation

PEOPLE = {
    "nobody": None,
    "worker": "",
    "keeper": "station_keeper",
    "officer": "officer",
    "elsewhere": "officer",
}


def answers_at(client: Client, path: str, union: Organisation) -> tuple[int, ...]:
    """The status for nobody, a worker, a keeper and an officer of this union, and an officer of another."""
    answers = []
    for who, role in PEOPLE.items():
        client.logout()
        home = make_union("别处") if who == "elsewhere" else union
        if role:
            sign_in(client, make_officer(home, role=role))
        elif who == "worker":
            sign_in(client, make_person("工人", union=home))
        answers.append(client.get(path).status_code)
    return tuple(answers)


def text_of(answer: Any) -> str:
    """The words of a page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
