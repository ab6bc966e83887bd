# SPDX-License-Identifier: Apache-2.0
"""`tell(Fact, by=)` is audit and event at once. Listeners run after the commit, at least once."""

from unionnet.foundation.journal.facts import Fact, on
from unionnet.foundation.journal.telling import tell, tell_all

__all__ = ["Fact", "on", "tell", "tell_all"]
