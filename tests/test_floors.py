# SPDX-License-Identifier: Apache-2.0
"""What import-linter cannot see: relations between models follow the floors, nobody escapes privacy."""

from django.apps import apps
from django.db import models

from unionnet.foundation.privacy import declarations

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
    declared = [declaration.model for declaration in declarations()]
    assert sorted(declared) == sorted({model._meta.label for model in our_models()})


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
