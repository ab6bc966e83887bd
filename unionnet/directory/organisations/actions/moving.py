# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import connection

from unionnet.directory.organisations.actions.tree import fresh, lock_tree, next_path
from unionnet.directory.organisations.facts import OrganisationMoved
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.moves import AFTER_MOVE
from unionnet.directory.organisations.officers import Officer
from unionnet.directory.organisations.rules import why_not_change, why_not_move
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb

# One statement: to every reader the whole subtree is at the old place or at the new one.
MOVE_SUBTREE = """
    UPDATE organisations_organisation SET path = %(to)s || substr(path, length(%(from)s) + 1)
    WHERE path >= %(from)s AND path < %(from)s || '~'
"""


@verb
def move_organisation(
    organisation: Organisation, new_parent: Organisation, *, basis: str = "", by: Officer
) -> Organisation:
    """Hang the union and all below it under another parent. The officer must reach both parents."""
    lock_tree()
    union, target = fresh(organisation), fresh(new_parent)
    old_parent = union.parent
    if refusal := (
        why_not_change(by, old_parent.path if old_parent else union.path)
        or why_not_change(by, target.path)
        or why_not_move(union, target)
    ):
        raise refusal
    before, after = union.path, next_path(target)
    with connection.cursor() as cursor:
        cursor.execute(MOVE_SUBTREE, {"from": before, "to": after})
    union.parent = target
    union.path = after
    union.save(update_fields=["parent"])
    for follow in AFTER_MOVE:
        follow(before, after)
    fact = OrganisationMoved(union.pk, old_parent.pk if old_parent else None, target.pk, before, after, basis)
    tell(fact, by=by, org_path=after)
    return union
