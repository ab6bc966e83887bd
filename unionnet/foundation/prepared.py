# SPDX-License-Identifier: Apache-2.0
"""Questions asked at every request are worded once.

Building a queryset and turning it into SQL costs the ORM half a millisecond, ten times what sending the
statement and reading the answer costs. The SQL of a question never changes, only its parameters do:

    @prepared
    def roles_of(person: int) -> QuerySet[Role]:
        return Role.objects.filter(person=person).order_by("id")

    roles_of(person.pk)          # a list of Role
    roles_of.first(person.pk)    # one Role, or None

The function runs once, at the first call, with stand-ins for its parameters; so it may not look at their
values, nor at anything that belongs to one request (language, person, settings of the moment).
"""

from __future__ import annotations

import copy
import functools
import inspect
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Generic, ParamSpec, TypeVar, get_type_hints

from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models import Expression, Func, QuerySet, Value
from django.http import Http404

P = ParamSpec("P")
WORD = re.compile("[a-z_]+")
Row = TypeVar("Row")
FIELDS: dict[Any, Callable[[], models.Field[Any, Any]]] = {
    int: models.BigIntegerField,
    str: models.TextField,
    date: models.DateField,
    datetime: models.DateTimeField,
    list[int]: lambda: ArrayField(models.BigIntegerField()),
    list[str]: lambda: ArrayField(models.TextField()),
}


class Given(Expression):
    """Where a parameter goes. It stands in the statement's parameters itself until the question is asked."""

    def __init__(self, name: str, kind: Any) -> None:
        if kind not in FIELDS:
            raise TypeError(f"{name}: a prepared question takes no {kind!r}")
        super().__init__(output_field=FIELDS[kind]())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def value(self, given: dict[str, Any], connection: Any) -> Any:
        """What this asking gave for it. NULL is no value to compare with: there would be no rows."""
        found = given[self.name]
        if found is None:
            raise TypeError(f"{self.name}: a prepared question takes no None")
        return self.output_field.get_db_prep_value(found, connection)


class Fixed(Expression):
    """A word of ours that is part of the statement and no parameter: `state__in=fixed("sent", "signed")`.

    A statement asked often is planned once for any parameters. Whether rows lie in an index of some states
    alone PostgreSQL knows only from states that stand in the statement itself (decision 0072).
    """

    def __init__(self, word: str) -> None:
        if not WORD.fullmatch(word):
            raise ValueError(f"no word of ours: {word!r}")
        super().__init__(output_field=models.CharField())
        self.word = word

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return f"'{self.word}'", []


def fixed(*words: str) -> list[Fixed]:
    return [Fixed(word) for word in words]


class Among(Func):
    """`.filter(Among("column", values))`: the column is one of a list given as a single parameter."""

    template, arg_joiner = "%(expressions)s)", " = ANY("
    output_field = models.BooleanField()

    def __init__(self, column: str | Value, values: Any) -> None:
        super().__init__(column, values)


class Within(Func):
    """`.filter(Within("column", paths))`: the path begins with one of a list given as a single parameter. No
    index knows it: for the few rows that something else has found."""

    template, arg_joiner = "%(expressions)s)", " ^@ ANY("
    output_field = models.BooleanField()

    def __init__(self, column: str, paths: Any) -> None:
        super().__init__(column, paths)


class Prepared(Generic[P, Row]):
    """A question and its SQL. Raises TypeError where a parameter has no known type, or is None when asked."""

    def __init__(self, build: Callable[P, QuerySet[Any, Row]]) -> None:
        self._build = build
        self._signature = inspect.signature(build)
        self._worded: Worded | None = None
        functools.update_wrapper(self, build)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[Row]:
        worded = self._worded = self._worded or self._word()
        return list(worded.ask(self._signature.bind(*args, **kwargs).arguments))

    def first(self, *args: P.args, **kwargs: P.kwargs) -> Row | None:
        """The first row. The question itself says how many there may be."""
        return next(iter(self(*args, **kwargs)), None)

    def or_404(self, *args: P.args, **kwargs: P.kwargs) -> Row:
        """The first row. Raises Http404 when there is none."""
        for row in self(*args, **kwargs):
            return row
        raise Http404

    def _word(self) -> Worded:
        kinds = get_type_hints(self._build)
        build: Callable[..., QuerySet[Any, Row]] = self._build
        stand_ins = {name: Given(name, kinds[name]) for name in self._signature.parameters}
        return Worded(build(**stand_ins))


class Worded:
    """A queryset in SQL. Django reads the rows as ever; only the wording is taken from here."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self._rows: Any = rows
        self._compiler = rows.query.get_compiler(rows.db)
        self._sql, self._parameters = self._compiler.as_sql()
        # The query is worded and never changes: another asking need not copy it to its depths.
        query: Any = rows.query
        query.chain = lambda klass=None: copy.copy(query)

    def ask(self, given: dict[str, Any]) -> Iterator[Any]:
        connection = connections[self._rows.db]
        parameters = tuple(
            each.value(given, connection) if isinstance(each, Given) else each for each in self._parameters
        )
        compiler = copy.copy(self._compiler)
        compiler.connection = connection  # connections belong to threads, wordings to all of them
        compiler.as_sql = lambda: (self._sql, parameters)
        rows = self._rows.all()
        rows.query.get_compiler = lambda *args, **kwargs: compiler
        return iter(rows)


def prepared(build: Callable[P, QuerySet[Any, Row]]) -> Prepared[P, Row]:
    """Word this question once. Its parameters are annotated with one of the types of FIELDS."""
    return Prepared(build)
