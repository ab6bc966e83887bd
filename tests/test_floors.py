# SPDX-License-Identifier: Apache-2.0
"""What import-linter cannot see: relations between models follow the floors, nobody escapes privacy."""

from datetime import date

from django.apps import apps
from django.db import models
from django.utils.module_loading import import_string

from unionnet.directory.people.models import Account, Person
from unionnet.foundation.privacy import BLANK, PERSONAL, SENSITIVE, declarations
from unionnet.foundation.privacy.erasing import blanks
from unionnet.foundation.rulebook import rule

FLOORS = ["foundation", "directory", "tools", "programmes", "doors"]


def floor(model: type[models.Model]) -> int:
    """The number of the floor, from the ground; -1 for what is not ours."""
    parts = model.__module__.split(".")
    return FLOORS.index(parts[1]) if parts[0] == "unionnet" else -1


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if floor(model) >= 0]


def test_foreign_keys_only_point_down() -> None:
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and isinstance(field.related_model, type)
        and floor(field.related_model) > floor(model)
    ]
    assert upward == []


def test_upper_floors_leave_no_back_door_below() -> None:
    doors = [
        f"{relation.model._meta.label}.{relation.get_accessor_name()} <- {relation.related_model}"
        for model in our_models()
        for relation in model._meta.related_objects
        if not relation.hidden
        and isinstance(relation.related_model, type)
        and floor(relation.related_model) > floor(model)
    ]
    assert doors == []


def test_every_model_says_what_it_holds() -> None:
    """Ours all, and of the sign-in library those that lead to a person."""
    declared = [declaration.model for declaration in declarations()]
    ours = {model._meta.label for model in our_models()}
    borrowed = {model for model in declared if floor(apps.get_model(model)) < 0}
    assert sorted(declared) == sorted(ours | borrowed)


def test_declared_personal_fields_exist() -> None:
    unknown = [
        f"{declaration.model}.{name}"
        for declaration in declarations()
        for name in declaration.fields
        if name not in {field.name for field in apps.get_model(declaration.model)._meta.get_fields()}
        and name
        not in {
            getattr(field, "attname", "") for field in apps.get_model(declaration.model)._meta.get_fields()
        }
    ]
    assert unknown == []


def test_nobody_is_forgotten_by_the_register() -> None:
    """Every way from a row to a person is about that person, or about somebody in office. What is held,
    copied and erased follows from it, so a model without it is a hole: add `about=` or `acts=` (or, for a
    personal model that leads to nobody, `untraced=`) to its declaration; see foundation/privacy."""
    ways = {Person, Account}
    holes = [
        f"{one.model}.{field.name}: about=, or acts="
        for one in declarations()
        for field in one.of._meta.concrete_fields
        if field.related_model in ways
        and not any(path.split("__")[0] in (field.name, field.attname) for path in one.subjects)
        and not one.is_office(field.name)
        and not any(path.endswith(f"__{field.name}") for path in one.subjects)
    ]
    lost = [
        f"{one.model}: about=, or untraced="
        for one in declarations()
        if one.level in (PERSONAL, SENSITIVE) and not one.subjects and not one.untraced
    ]
    undeclared = [
        model._meta.label
        for model in apps.get_models()
        if model not in our_models() and model._meta.label not in {one.model for one in declarations()}
        if any(field.related_model in ways for field in model._meta.concrete_fields)
    ]
    assert (holes, lost, undeclared) == ([], [], [])


def test_every_declared_erasure_can_be_done() -> None:
    """Columns that cannot be blank, verbs that do not exist, rules nobody wrote down: known before somebody
    asks to be forgotten."""
    for one in declarations():
        assert rule(f"PI-01.{one.purpose}", on=date(2026, 11, 21)), one.model
        assert not one.hold or rule(one.hold, on=date(2026, 11, 21)), one.model
        if "." in one.on_erasure:
            assert callable(import_string(one.on_erasure))
        elif one.on_erasure == BLANK and one.subjects:
            blanks(one)
        for lasts in one.lasts:
            moments = [one.of._base_manager.filter(**{f"{moment}__isnull": True}) for moment in lasts.moments]
            assert moments, one.model


def test_every_way_to_a_person_has_an_index() -> None:
    """What is held about one person is asked of every table: none may be read from end to end."""
    bare = [
        f"{one.model}.{path}"
        for one in declarations()
        for path in one.subjects
        if path != "pk" and not _leads(one.of, path.split("__")[0])
    ]
    assert bare == []


def _leads(model: type[models.Model], name: str) -> bool:
    """Whether an index of the table begins with that column."""
    column = next(field for field in model._meta.concrete_fields if name in (field.name, field.attname))
    of_several = [index.fields for index in (*model._meta.indexes, *model._meta.total_unique_constraints)]
    firsts = {fields[0].lstrip("-") for fields in of_several if fields}
    alone = getattr(column, "db_index", False) or column.unique
    return alone or bool({column.name, column.attname} & firsts)
