# SPDX-License-Identifier: Apache-2.0
"""Nouns of establishing a union, of ending one, and of a campaign that counts both."""

from unionnet.programmes.establishing.models.campaigns import Campaign, Target
from unionnet.programmes.establishing.models.endings import Ending
from unionnet.programmes.establishing.models.establishments import (
    Elected,
    Establishment,
    Preparer,
    Request,
    Unit,
)

__all__ = ["Campaign", "Elected", "Ending", "Establishment", "Preparer", "Request", "Target", "Unit"]
