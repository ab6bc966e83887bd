# SPDX-License-Identifier: Apache-2.0
"""What becomes of the case becomes of the aid, by whichever page it was done."""

from __future__ import annotations

from unionnet.foundation.journal import on
from unionnet.programmes.legalaid.actions import KIND, adopt, follow
from unionnet.tools.casework.facts import CaseClosed, CaseEnded, CaseMoved, CaseReopened, CaseTakenIn


@on(CaseTakenIn)
def aid_for_what_came_in_elsewhere(fact: CaseTakenIn) -> None:
    """Registered at the desk of cases, or by another system, as a matter of legal aid."""
    if fact.kind == KIND:
        adopt(fact.case)


@on(CaseClosed)
def aid_closes_with_its_case(fact: CaseClosed) -> None:
    follow(fact.case, "end")


@on(CaseEnded)
def aid_ends_with_its_case(fact: CaseEnded) -> None:
    follow(fact.case, "end")


@on(CaseReopened)
def aid_goes_on_with_its_case(fact: CaseReopened) -> None:
    follow(fact.case, "reopen")


@on(CaseMoved)
def aid_goes_on_when_its_answer_is_sent_back(fact: CaseMoved) -> None:
    if fact.move == "send_back":
        follow(fact.case, "reopen")
