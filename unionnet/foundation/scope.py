# SPDX-License-Identifier: Apache-2.0
"""On whose behalf the database is asked: the second wall.

The first wall is `…_seen_by(person)`. Whoever forgets it still meets this one: tables with personal data show
the rows of the scope in force and no others (`foundation/postgres/walls.py`), and the managers of models that
belong to somebody raise when no scope is in force at all.

    with on_behalf_of(person.pk) as scope:   # a request: own rows
        scope.reaches(["0001.0002"])         # and, once their posts are known, those of their subtrees
    with everything("a document stands once in the whole register"):
        ...                                  # a verb that must look further says why

A scope belongs to a context (thread or task), and to the database for one transaction only: it is sent with
`set_config(…, true)`, never for a session, so a connection that goes back to others carries nothing along.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


class NoScope(RuntimeError):
    """A question about somebody's rows, and nobody has said on whose behalf it is asked."""


class Scope:
    """Whose rows may be seen: those of a person, those of subtrees, or all for a reason."""

    def __init__(self, *, person: int = 0, reason: str = "") -> None:
        self.person = person
        self.reason = reason
        self.paths: tuple[str, ...] = ()

    def reaches(self, paths: Collection[str]) -> None:
        """Let the rows of these subtrees be seen too."""
        self.paths = tuple(paths)

    @property
    def settings(self) -> tuple[str, str, str]:
        """What the database is told: a person's id, paths, and whether all is open."""
        return (str(self.person or ""), ",".join(self.paths), "on" if self.reason else "")


_of_the_process: Scope | None = None
_scope: ContextVar[Scope | None] = ContextVar("scope")


def current() -> Scope | None:
    """The scope in force, if there is one."""
    return _scope.get(_of_the_process)


def open_process(reason: str) -> None:
    """All rows, for every thread of a process that serves nobody in particular: the worker, a command."""
    global _of_the_process
    _of_the_process = Scope(reason=reason)


@contextmanager
def _in_force(scope: Scope | None) -> Iterator[Scope | None]:
    token = _scope.set(scope)
    try:
        yield scope
    finally:
        _scope.reset(token)


@contextmanager
def on_behalf_of(person: int | None) -> Iterator[Scope]:
    """The rows of this person; of nobody, for a stranger."""
    scope = Scope(person=person or 0)
    with _in_force(scope):
        yield scope


def speak_for(person: int) -> None:
    """The scope in force is this person's from here on: somebody signed in, or a token named its maker.
    Where everything is open, or nothing, that does not change."""
    if (scope := current()) and not scope.reason:
        scope.person, scope.paths = person, ()


@contextmanager
def everything(reason: str) -> Iterator[None]:
    """All rows, for a reason that a reader of the code accepts. Also a decorator."""
    if not reason:
        raise ValueError("everything() wants its reason")
    with _in_force(Scope(reason=reason)):
        yield


def verb(work: Callable[P, R]) -> Callable[P, R]:
    """A function of an app's `actions`: one transaction, with everything in sight.

    What it may do its `why_not_…` has said, with reach and reason. What it must look up for that (is this
    document known, whose phone is this, which union has them now) ends at no border: the wall stands before
    questions and lets verbs pass.
    """

    @wraps(work)
    def done(*args: P.args, **kwargs: P.kwargs) -> R:
        with everything("a verb answers to its rules"), transaction.atomic():
            return work(*args, **kwargs)

    return done


@contextmanager
def nothing() -> Iterator[None]:
    """No scope at all: the owner at its migrations, and in tests and drills code that forgot it."""
    with _in_force(None):
        yield
