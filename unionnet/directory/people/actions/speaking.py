# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.utils.translation import gettext as _

from unionnet.directory.people.facts import LanguageChosen
from unionnet.directory.people.models import Person
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb


@verb
def choose_language(person: Person, language: str, *, by: Person) -> Person:
    """The language of the messages that go out to this person. The same again changes nothing."""
    if language not in Person.Language.values:
        raise Refusal("no_such_language", _("请选择中文或 English。"))
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.language != language:
        person.language = language
        person.save(update_fields=["language"])
        tell(LanguageChosen(person.pk, language), by=by)
    return person
