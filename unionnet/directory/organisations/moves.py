# SPDX-License-Identifier: Apache-2.0
"""What must follow the tree in the same transaction when a subtree moves.

Rows above keep copies of a path (the projection the hot lane reads). A copy that lags behind would let
somebody take a place that is no longer theirs, so an app that keeps one registers in its AppConfig.ready():

    AFTER_MOVE.append(restand_subtree)      # def restand_subtree(from_path: str, to_path: str) -> None

Each function gets the path the subtree had and the one it has now, while the tree is locked and the new
paths are already written. It does set-based work only; anything slower listens to `OrganisationMoved`.
"""

from collections.abc import Callable

AFTER_MOVE: list[Callable[[str, str], object]] = []
