# SPDX-License-Identifier: Apache-2.0
"""The two letters of a submission: 请示 goes up, 批复 comes down. Papers are Chinese in every language."""

from __future__ import annotations

import re

from unionnet.foundation.clock import local_date
from unionnet.foundation.texts import lines_of
from unionnet.foundation.ui.letter import Letter
from unionnet.tools.submissions.models import Submission
from unionnet.tools.submissions.queries.ways import papers_of

ASKS = re.compile(r"^关于(?P<what>.+)的(请示|申请|报告)$")


def request_letter(submission: Submission) -> Letter:
    """As it goes up. A draft has no number and no date yet."""
    sent = submission.sent_at
    return Letter(
        issuer=submission.sender.name,
        title=submission.title,
        to=submission.decider.name,
        paragraphs=lines_of(submission.body),
        number=str(submission.number or ""),
        on=local_date(sent) if sent else None,
        enclosed=tuple(paper.title for paper in papers_of(submission) if paper.key != "scan"),
    )


def reply_letter(submission: Submission, reply: str = "", *, approve: bool = True) -> Letter:
    """As it comes down. Before the decision, `reply` is what the officer has written so far."""
    return Letter(
        issuer=submission.decider.name,
        title=reply_title(submission, approve=submission.state != "refused" and approve),
        to=submission.sender.name,
        paragraphs=lines_of(submission.reply or reply or proposed_reply(submission)),
        number=str(submission.reply_number or ""),
        on=submission.decided_on,
    )


def reply_title(submission: Submission, *, approve: bool) -> str:
    """关于成立某会的请示 → 关于同意成立某会的批复."""
    if found := ASKS.match(submission.title):
        return f"关于{'同意' if approve else '不同意'}{found['what']}的批复"
    return f"关于《{submission.title}》的批复"


def proposed_reply(submission: Submission) -> str:
    """What stands in the form before the officer changes it."""
    number = f"（{submission.number}）" if submission.number else ""
    received = f"你会《{submission.title}》{number}收悉。"
    if submission.proposed_reply:
        return f"{received}{submission.proposed_reply}"
    found = ASKS.match(submission.title)
    what = found["what"] if found else "所报事项"
    return f"{received}经研究，同意{what}。\n此复。"
