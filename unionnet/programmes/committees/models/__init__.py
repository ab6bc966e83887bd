# SPDX-License-Identifier: Apache-2.0
from unionnet.programmes.committees.models.bodies import Body, Committee, Post, Seat
from unionnet.programmes.committees.models.clocks import Checkup, Permission, Reminder
from unionnet.programmes.committees.models.elections import Candidate, Election, Race

__all__ = [
    "Body",
    "Candidate",
    "Checkup",
    "Committee",
    "Election",
    "Permission",
    "Post",
    "Race",
    "Reminder",
    "Seat",
]
