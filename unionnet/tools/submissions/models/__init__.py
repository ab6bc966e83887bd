# SPDX-License-Identifier: Apache-2.0
"""Nouns of what goes up: a submission of a kind, its papers and steps, the numbers of documents, copies."""

from unionnet.tools.submissions.models.circulars import (
    Circular,
    CircularCopy,
    CircularPaper,
    CircularReading,
)
from unionnet.tools.submissions.models.kinds import Kind
from unionnet.tools.submissions.models.numbers import DocumentNumber, Letterhead
from unionnet.tools.submissions.models.reading import Copy, Reading
from unionnet.tools.submissions.models.submissions import OPEN_STATES, Paper, Step, Submission

__all__ = [
    "OPEN_STATES",
    "Circular",
    "CircularCopy",
    "CircularPaper",
    "CircularReading",
    "Copy",
    "DocumentNumber",
    "Kind",
    "Letterhead",
    "Paper",
    "Reading",
    "Step",
    "Submission",
]
