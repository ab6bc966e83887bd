# SPDX-License-Identifier: Apache-2.0
"""What is dear to make is made once for a module, in a transaction that is taken back at its end. Its tests
ask for that world and not for a database of their own (`django_db`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def for_a_module(blocker: DjangoDbBlocker) -> Iterator[pytest.MonkeyPatch]:
    """The world of a module, with what it changes of the product."""
    with pytest.MonkeyPatch.context() as patch, blocker.unblock(), transaction.atomic():
        patch.setattr("unionnet.directory.people.actions.attempts.DATABASE", "default")
        yield patch
        transaction.set_rollback(True)


@contextmanager
def for_a_test() -> Iterator[None]:
    """What one test does to it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
