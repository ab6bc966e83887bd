# SPDX-License-Identifier: Apache-2.0
"""The verbs of what goes up, one family a file."""

from unionnet.tools.submissions.actions.circulars import (
    CircularWords,
    read_circular,
    remind_unread,
    send_circular,
)
from unionnet.tools.submissions.actions.copying import copy_to, mark_read
from unionnet.tools.submissions.actions.deciding import (
    Decision,
    announce,
    decide,
    give_back,
    recheck,
    recommend,
    review,
)
from unionnet.tools.submissions.actions.kinds import KindTerms, define_kind, plain_kind
from unionnet.tools.submissions.actions.local_kinds import LocalTerms, change_kind, close_kind, make_kind
from unionnet.tools.submissions.actions.numbering import set_letterhead
from unionnet.tools.submissions.actions.papers import attach, detach
from unionnet.tools.submissions.actions.reminding import remind
from unionnet.tools.submissions.actions.sending import Words, draft, revise, send, withdraw, write_letter

__all__ = [
    "CircularWords",
    "Decision",
    "KindTerms",
    "LocalTerms",
    "Words",
    "announce",
    "attach",
    "change_kind",
    "close_kind",
    "copy_to",
    "decide",
    "define_kind",
    "detach",
    "draft",
    "give_back",
    "make_kind",
    "mark_read",
    "plain_kind",
    "read_circular",
    "recheck",
    "recommend",
    "remind",
    "remind_unread",
    "review",
    "revise",
    "send",
    "send_circular",
    "set_letterhead",
    "withdraw",
    "write_letter",
]
