# SPDX-License-Identifier: Apache-2.0
"""Lines of a list as one text, to be sealed: of lists that come in, go out, or are compared."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any


def as_text(lines: Sequence[Any]) -> str:
    """JSON without spaces; a day or a moment as it is written."""
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":"), default=str)
