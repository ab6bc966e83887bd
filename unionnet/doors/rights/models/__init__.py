# SPDX-License-Identifier: Apache-2.0
"""Nouns of the rights of a person."""

from unionnet.doors.rights.models.requests import Closure, Copy

__all__ = ["Closure", "Copy"]
