# SPDX-License-Identifier: Apache-2.0
"""Where members are listed who belong somewhere: also where they were before their unions moved."""

from __future__ import annotations

from django.db.models import Q

from unionnet.directory.people.models import ListingMove
from unionnet.directory.people.posts import Reach


def listed_within(reach: Reach) -> Q:
    """A filter for `Listing`. It finds everybody in these subtrees, and for the seconds after a move also who
    was carried out of them: whoever asks still looks at the memberships."""
    paths = list(reach.paths)
    for move in ListingMove.objects.order_by("-pk"):  # back in time
        before = {old for path in paths if (old := move.before(path))}
        paths += [old for old in before if not Reach(tuple(paths)).covers(old)]
    return Reach(tuple(paths)).q("path")
