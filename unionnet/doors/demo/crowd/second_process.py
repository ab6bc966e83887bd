# SPDX-License-Identifier: Apache-2.0
"""What a helping process runs. It is imported before Django is set up there, so it imports no model."""

from __future__ import annotations

from typing import Any


def begin() -> None:
    import django

    django.setup()


def write(first: int, count: int, homes: Any, now: Any) -> int:
    from unionnet.doors.demo.crowd.batches import write_batch

    return write_batch(first, count, homes, now)
