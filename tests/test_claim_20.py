# SPDX-License-Identifier: Apache-2.0
"""Claim 20: code without scope fails closed. Every model whose rows belong to an organisation or a person
raises when it is asked and nobody has said on whose behalf."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import Model

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Account, Person
from unionnet.directory.people.queries import people_seen_by
from unionnet.foundation.bound import Guarded
from unionnet.foundation.scope import NoScope, everything, nothing, on_behalf_of

pytestmark = pytest.mark.django_db

# The tree is public. An account is found before anybody is known, so that its owner can sign in.
FREE = (Organisation, Account)


def belonging() -> Iterator[type[Model]]:
    """Every model of ours that leads to an organisation or a person by a column of its own."""
    for model in apps.get_models():
        if model.__module__.startswith("unionnet.") and model not in FREE:
            leads_to = {field.related_model for field in model._meta.concrete_fields}
            if model is Person or leads_to & {Organisation, Person}:
                yield model


@pytest.mark.parametrize("model", belonging(), ids=lambda model: model._meta.label)
def test_a_model_that_belongs_to_somebody_raises_without_a_scope(model: type[Model]) -> None:
    with nothing(), pytest.raises(NoScope, match=model._meta.label):
        model._default_manager.exists()
    with everything("as a verb"):
        assert not model._default_manager.none().exists()


def test_ways_back_from_a_row_raise_too() -> None:
    person = make_person("林晓", union=make_union("双江街道总工会"))
    with nothing(), pytest.raises(NoScope):
        person.memberships.exists()


def test_what_is_seen_by_somebody_raises_too() -> None:
    officer = make_officer(make_union("双江街道总工会"))
    with nothing(), pytest.raises(NoScope):
        people_seen_by(officer).exists()
    with on_behalf_of(officer.pk):
        assert list(people_seen_by(officer)) == [officer]


def test_an_unguarded_manager_would_have_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard is what raises: without it the same question is answered."""
    monkeypatch.delattr(Guarded, "get_queryset")
    with nothing():
        assert not Person.objects.exists()
