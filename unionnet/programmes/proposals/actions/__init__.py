# SPDX-License-Identifier: Apache-2.0
"""Event → opinion → task → consultation → reply → satisfaction. Clock and rates are casework's, the task is
supervision's, the file of the event that of activities, the number of the paper that of submissions."""

from unionnet.programmes.proposals.actions.events import Guest, add_participant, open_phone, plan_event
from unionnet.programmes.proposals.actions.making import (
    APP,
    Task,
    end_task,
    make_task,
    proposal_kind,
    propose,
)
from unionnet.programmes.proposals.actions.replying import Answer, Talk, consult, judge, reply

__all__ = [
    "APP",
    "Answer",
    "Guest",
    "Talk",
    "Task",
    "add_participant",
    "consult",
    "end_task",
    "judge",
    "make_task",
    "open_phone",
    "plan_event",
    "proposal_kind",
    "propose",
    "reply",
]
