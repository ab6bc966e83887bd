# SPDX-License-Identifier: Apache-2.0
"""For whom something is: members or all who are real-name, of a part of the tree, of some occupations."""

from __future__ import annotations

from collections.abc import Collection

from unionnet.directory.organisations.models import Organisation


def why_outside(
    path: str,
    is_real_name: bool,
    tags: Collection[str],
    *,
    audience: str,
    open_to: Organisation | None,
    any_tags: Collection[str],
) -> str | None:
    """The code of why it is not for a person of this standing, None when it is. `audience` is members,
    real_name or everyone; `path` is empty for whoever is a member of nothing."""
    if audience != "everyone" and not is_real_name:
        return "real_name_only"
    if audience == "members" and not path:
        return "members_only"
    if open_to and not (path and open_to.contains(path)):
        return "not_yours"
    return "other_people" if any_tags and not set(any_tags) & set(tags) else None
