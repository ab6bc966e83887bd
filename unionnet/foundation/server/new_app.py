# SPDX-License-Identifier: Apache-2.0
"""`bin/new-app FLOOR NAME`: the rooms of a new app, furnished as the style page says, passing bin/check."""

import argparse
import keyword
import re
import sys
from pathlib import Path
from string import Template

PACKAGE = Path(__file__).resolve().parents[2]
FLOORS = ("foundation", "directory", "tools", "programmes", "doors")
SPDX = "# SPDX-License-Identifier: Apache-2.0\n"

FILES = {
    "README.md": """\
# $name: say in one line what it is

**Nouns.** None yet. A noun stands in docs/words.md before it stands in code.

**Verbs.** None yet. A verb lives in `actions.py`, takes `by=`, owns its transaction, tells at most one fact.

**Never.** Say what it leaves to others.
""",
    "__init__.py": "",
    "apps.py": SPDX
    + """\
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ${Class}Config(AppConfig):
    name = "unionnet.$floor.$name"
    label = "$name"
    verbose_name = _("新应用")
    default_auto_field = "django.db.models.BigAutoField"
""",
    "models.py": SPDX + '"""Nouns: fields, constraints, cheap derived properties."""\n',
    "rules.py": SPDX + '"""Pure questions, why_not_…(), that return a Refusal or None."""\n',
    "actions.py": SPDX
    + '"""Verbs: the only file that writes. One function, one use case, one transaction."""\n',
    "queries.py": SPDX + '"""Questions: …_seen_by(person), and frozen dataclasses shaped for one page."""\n',
    "facts.py": SPDX + '"""What others may hear: frozen dataclasses, past tense, ids only."""\n',
    "privacy.py": SPDX
    + """\
\"\"\"What is personal here, how long it stays, what erasure does. Every model is named.\"\"\"

from unionnet.foundation.privacy import Declaration

DECLARATIONS: tuple[Declaration, ...] = ()
""",
    "migrations/__init__.py": "",
    "web/__init__.py": "",
    "web/urls.py": SPDX
    + """\
from django.urls import path

from . import pages as members

pages = [path("", members.home, name="home")]
""",
    "web/pages.py": SPDX
    + """\
\"\"\"Doors for members: find, do, go.\"\"\"

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "$name/home.html")
""",
    "templates/$name/home.html": """\
{% extends "ui/mobile.html" %}
{% load i18n ui %}
{% block title %}{% translate "新应用" %}{% endblock %}
{% block content %}
{% translate "这里还没有内容" as nothing %}
{% empty nothing icon="check" %}
{% endblock %}
""",
    "locale/en/LC_MESSAGES/django.po": SPDX
    + r"""msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "新应用"
msgstr "New app"

msgid "这里还没有内容"
msgstr "Nothing here yet"
""",
    "tests/__init__.py": "",
    "tests/test_pages.py": SPDX
    + """\
import pytest
from django.test import Client


@pytest.mark.django_db
def test_the_first_page_opens(client: Client) -> None:
    assert client.get("/$name/").status_code == 200
""",
}


class NoSuchRoom(Exception):
    """The floor or the name will not do."""


def new_app(floor: str, name: str, package: Path = PACKAGE) -> Path:
    """Make the folder and its files. Nothing that exists is touched."""
    if floor not in FLOORS:
        raise NoSuchRoom(f"no floor {floor!r}; there are {', '.join(FLOORS)}")
    if not re.fullmatch(r"[a-z][a-z0-9]*", name) or keyword.iskeyword(name):
        raise NoSuchRoom(f"{name!r} is no name for an app: small letters, one word, a noun of docs/words.md")
    taken = [place for place in package.glob(f"*/{name}") if place.is_dir()]
    if taken:
        raise NoSuchRoom(f"{taken[0]} exists already: one noun, one place")
    words = {"floor": floor, "name": name, "Class": name.capitalize()}
    home = package / floor / name
    for path, text in FILES.items():
        file = home / Template(path).substitute(words)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(Template(text).substitute(words), encoding="utf-8")
    return home


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bin/new-app", description=__doc__)
    parser.add_argument("floor", help=" | ".join(FLOORS))
    parser.add_argument("name", help="one word, a noun of docs/words.md")
    asked = parser.parse_args(arguments)
    try:
        home = new_app(asked.floor, asked.name)
    except NoSuchRoom as problem:
        sys.stderr.write(f"{problem}\n")
        return 64
    sys.stdout.write(
        f"{home.relative_to(PACKAGE.parent)} 已建立。下一步：docs/words.md、README.md、models.py。\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
