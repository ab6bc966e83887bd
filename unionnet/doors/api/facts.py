# SPDX-License-Identifier: Apache-2.0
from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class TokenIssued(Fact, name="api.token_issued"):
    token_id: int
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class TokenRevoked(Fact, name="api.token_revoked"):
    token_id: int
