# SPDX-License-Identifier: Apache-2.0
"""Who asks and who acts. This app knows no person, only what somebody may do where."""

from typing import Protocol

from django.db.models import Q

SEE = "organisations.see"
CHANGE = "organisations.change"
# The second kind of reach: figures of the unions an industrial union leads, and nobody's name.
COUNT = "organisations.count"


class Reaching(Protocol):
    """Parts of the tree by their paths; false when there are none."""

    @property
    def paths(self) -> tuple[str, ...]: ...

    def __bool__(self) -> bool: ...
    def covers(self, path: str) -> bool: ...
    def q(self, column: str = ...) -> Q: ...


class Officer(Protocol):
    """Somebody with roles: a person, or a token that acts for one."""

    @property
    def pk(self) -> int: ...
    def reach(self, verb: str) -> Reaching: ...
