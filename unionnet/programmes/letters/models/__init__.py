# SPDX-License-Identifier: Apache-2.0
from unionnet.programmes.letters.models.dismissals import Dismissal
from unionnet.programmes.letters.models.letters import Letter

__all__ = ["Dismissal", "Letter"]
