# SPDX-License-Identifier: Apache-2.0
"""What programmes keep about a case, or can do with it. Casework does not know them: each says it here when
it starts.

FOR_CASE.append(links)   # links(case, person) → [(_("发提示函"), address, "doc")]
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from unionnet.directory.people.models import Person
from unionnet.tools.casework.models import Case

# (label, address, icon) of desk pages that this officer may open.
Links = Callable[[Case, Person], list[tuple[Any, str, str]]]
FOR_CASE: list[Links] = []


def links_for(case: Case, person: Person) -> list[tuple[Any, str, str]]:
    """What the programmes have for this case."""
    return [link for links in FOR_CASE for link in links(case, person)]
