# SPDX-License-Identifier: Apache-2.0
"""What a name and a document should be, as somebody asks to have them put right."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True)
class Wanted:
    """Name and document as they should be. `renewed` when the document is a new one: the old number stays
    known. `expires_on` is its last day; None leaves what is known."""

    name: str
    id_type: str
    id_number: str
    renewed: bool = False
    expires_on: date | None = None

    def __repr__(self) -> str:
        return "<wanted>"

    def written(self) -> str:
        """As one text, to be sealed."""
        return json.dumps(asdict(self), ensure_ascii=False, default=date.isoformat)

    @classmethod
    def read_back(cls, text: str) -> Wanted:
        """From what `written` gave; requests of earlier versions say nothing of a last day."""
        words = json.loads(text)
        day = words.pop("expires_on", None)
        return cls(**words, expires_on=date.fromisoformat(day) if day else None)
