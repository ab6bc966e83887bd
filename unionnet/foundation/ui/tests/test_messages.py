# SPDX-License-Identifier: Apache-2.0
from gettext import GNUTranslations
from pathlib import Path

import pytest

from unionnet.foundation.ui import messages

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext
def f(n):
    return _("名额 %(free)s 个"), ngettext("%(n)s 人", "%(n)s 人", n), pgettext("verb", "开放")
"""
PAGE = """{% load i18n %}<p title="{% translate "报名" %}">
  {% blocktranslate trimmed with name=person.name %}
    您好，{{ name }}
  {% endblocktranslate %}</p>
    {{ _("候补") }}
"""


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house with one app."""
    package = tmp_path / "unionnet"
    home = package / "tools" / "seating"
    (home / "templates" / "seating").mkdir(parents=True)
    (home / "apps.py").write_text("")
    (home / "rules.py").write_text(CODE)
    (home / "templates" / "seating" / "page.html").write_text(PAGE)
    monkeypatch.setattr(messages, "PACKAGE", package)
    monkeypatch.setattr(messages, "REST", package / "foundation" / "ui")
    return home


def translate(app: Path, pairs: dict[str, str]) -> None:
    file = messages.catalogue_file(app)
    text = file.read_text()
    for chinese, english in pairs.items():
        text = text.replace(f'msgid "{chinese}"\nmsgstr ""', f'msgid "{chinese}"\nmsgstr "{english}"')
    text = text.replace('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "one person"\nmsgstr[1] "%(n)s people"')
    file.write_text(text)


GOOD = {
    "名额 %(free)s 个": "%(free)s places",
    "开放": "open",
    "报名": "Enrol",
    "您好，%(name)s": "Hello %(name)s",
    "候补": "waiting",
}


def test_words_are_found_in_code_and_pages(app: Path) -> None:
    messages.update(app)
    found = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in messages.entries(messages.read_catalogue(app))
    }
    assert found == {*GOOD, "%(n)s 人"}


def test_a_complete_catalogue_has_no_complaints_and_compiles(app: Path) -> None:
    messages.update(app)
    translate(app, GOOD)
    assert messages.complaints(app) == []
    assert messages.compile_catalogue(app)
    with messages.catalogue_file(app).with_suffix(".mo").open("rb") as file:
        english = GNUTranslations(file)
    assert english.gettext("报名") == "Enrol"
    assert english.ngettext("%(n)s 人", "%(n)s 人", 1) == "one person"
    assert english.pgettext("verb", "开放") == "open"


def test_updating_twice_changes_nothing_and_keeps_what_was_translated(app: Path) -> None:
    messages.update(app)
    translate(app, GOOD)
    before = messages.catalogue_file(app).read_text()
    assert not messages.update(app)
    assert messages.catalogue_file(app).read_text() == before


def test_each_gap_is_named(app: Path) -> None:
    messages.update(app)
    translate(app, {**GOOD, "报名": "", "名额 %(free)s 个": "%(left)s places"})
    (app / "rules.py").write_text(CODE + '_("新的")\n')
    (app / "templates" / "seating" / "page.html").write_text(PAGE.replace('{{ _("候补") }}', ""))
    name = "unionnet/tools/seating/locale/en/LC_MESSAGES/django.po"
    assert messages.complaints(app) == sorted(
        [
            f"{name}: no English: '报名'",
            f"{name}: placeholders differ ['%(free)s', '%(left)s']: '名额 %(free)s 个'",
            f"{name}: not listed (run bin/messages update): '新的'",
            f"{name}: no longer used (run bin/messages update): '候补'",
        ]
    )


def test_two_apps_do_not_say_the_same_words_in_different_english(app: Path) -> None:
    other = app.parent / "booking"
    (other / "templates").mkdir(parents=True)
    (other / "apps.py").write_text("")
    (other / "rules.py").write_text('def f(): return _("候补"), pgettext("verb", "报名")')
    for home in (app, other):
        messages.update(home)
    translate(app, GOOD)
    translate(other, {"候补": "waiting", "报名": "Register"})  # with a context it is another message
    assert messages.disagreements([app, other]) == []
    translate_again = messages.catalogue_file(other)
    translate_again.write_text(translate_again.read_text().replace('"waiting"', '"in line"'))
    expected = ["'候补' in English is 'in line' in booking, but 'waiting' in seating"]
    assert messages.disagreements([app, other]) == expected
    assert messages.disagreements([app]) == expected
    assert messages.disagreements([]) == []
