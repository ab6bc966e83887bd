# SPDX-License-Identifier: Apache-2.0
"""What programmes keep about a case, or can do with it, and what they do themselves. Casework does not know
them: each says it here when it starts.

FOR_CASE.append(links)    # links(case, person) → [(_("发提示函"), address, "doc")]
LEADS.append(links)       # links(case, person) → [(_("办理法律援助"), address, "law")] while it works on it
FOR_OWNER.append(links)   # links(case) → [(_("申请法律援助"), address, "law")]
GUARDS["proposals.opinion"] = why_not   # why_not(case, move) → why this move is not for the desk of cases now
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.tools.casework.models import Case

# (label, address, icon) of desk pages that this officer may open.
Links = Callable[[Case, Person], list[tuple[Any, str, str]]]
FOR_CASE: list[Links] = []
# The page where this officer goes on with a case a programme works on: the action of the desk of cases.
LEADS: list[Links] = []
# (label, address, icon) of pages on the phone where the owner of a case may go on with it.
FOR_OWNER: list[Callable[[Case], list[tuple[Any, str, str]]]] = []
# By the key of the kind: moves that follow what the programme has on its own pages (decision 0059).
GUARDS: dict[str, Callable[[Case, str], Refusal | None]] = {}


def links_for(case: Case, person: Person) -> list[tuple[Any, str, str]]:
    """What the programmes have for this case."""
    return [link for links in FOR_CASE for link in links(case, person)]


def leads_for(case: Case, person: Person) -> list[tuple[Any, str, str]]:
    """Where the next step is taken, when it is not taken at the desk of cases."""
    return [link for links in LEADS for link in links(case, person)]


def links_for_owner(case: Case) -> list[tuple[Any, str, str]]:
    """What other programmes offer whoever brought this case, when it did not end well."""
    return [link for links in FOR_OWNER for link in links(case)]


def why_not_by_programme(case: Case, move: str) -> Refusal | None:
    """Asked of every move. Most kinds have no guard."""
    guard = GUARDS.get(case.kind.key)
    return guard(case, move) if guard else None
