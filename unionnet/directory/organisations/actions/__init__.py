# SPDX-License-Identifier: Apache-2.0
"""The verbs of the tree. Nothing else writes it."""

from unionnet.directory.organisations.actions.coverage import (
    cover_employer,
    uncover_employer,
)
from unionnet.directory.organisations.actions.employers import (
    change_employer,
    import_employers,
    note_contact,
    register_employer,
)
from unionnet.directory.organisations.actions.founding import (
    change_organisation,
    dissolve_organisation,
    found_organisation,
    rename_organisation,
)
from unionnet.directory.organisations.actions.leading import lead
from unionnet.directory.organisations.actions.listing import import_unions
from unionnet.directory.organisations.actions.moving import move_organisation

__all__ = [
    "change_employer",
    "change_organisation",
    "cover_employer",
    "dissolve_organisation",
    "found_organisation",
    "import_employers",
    "import_unions",
    "lead",
    "move_organisation",
    "note_contact",
    "register_employer",
    "rename_organisation",
    "uncover_employer",
]
