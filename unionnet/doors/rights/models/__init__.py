# SPDX-License-Identifier: Apache-2.0
"""Nouns of the rights of a person."""

from unionnet.doors.rights.models.alarms import Alarm
from unionnet.doors.rights.models.incidents import Affected, Incident
from unionnet.doors.rights.models.requests import Closure, Copy, Correction

__all__ = ["Affected", "Alarm", "Closure", "Copy", "Correction", "Incident"]
