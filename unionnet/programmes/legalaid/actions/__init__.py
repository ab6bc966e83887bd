# SPDX-License-Identifier: Apache-2.0
"""The verbs of legal aid, one family a file."""

from unionnet.programmes.legalaid.actions.asking import KIND, Terms, adopt, aid_kind, ask, open_for
from unionnet.programmes.legalaid.actions.deciding import (
    approve,
    confirm,
    lapse,
    papers_in,
    refuse,
    want_papers,
)
from unionnet.programmes.legalaid.actions.lists import LawyerCard, list_lawyer, retire_lawyer, set_phones
from unionnet.programmes.legalaid.actions.working import assign, finish, follow, note

__all__ = [
    "KIND",
    "LawyerCard",
    "Terms",
    "adopt",
    "aid_kind",
    "approve",
    "ask",
    "assign",
    "confirm",
    "finish",
    "follow",
    "lapse",
    "list_lawyer",
    "note",
    "open_for",
    "papers_in",
    "refuse",
    "retire_lawyer",
    "set_phones",
    "want_papers",
]
