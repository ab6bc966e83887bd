# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable

from django.template import Library

from unionnet.directory.people.occupations import occupation_label

register = Library()


@register.filter
def groups(tags: Iterable[str]) -> list[str]:
    """The groups of workers in words."""
    return [occupation_label(tag) for tag in tags]
