# SPDX-License-Identifier: Apache-2.0
"""Nouns of the hotline: what was handed to 12345, what is watched, what was frozen at a cut-off."""

from unionnet.programmes.hotline.models.cutoffs import CutOff, CutOffLine
from unionnet.programmes.hotline.models.orders import Handover, Watched

__all__ = ["CutOff", "CutOffLine", "Handover", "Watched"]
