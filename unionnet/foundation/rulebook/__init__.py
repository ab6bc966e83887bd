# SPDX-License-Identifier: Apache-2.0
"""Law as data: parameters with their source, region, dates and certainty."""

from unionnet.foundation.rulebook.rulings import Ruling, rule

__all__ = ["Ruling", "rule"]
