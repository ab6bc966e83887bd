# SPDX-License-Identifier: Apache-2.0
"""The bank is one object with `send`; which one is a setting. Three particulars go to it and nothing else."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from unionnet.foundation.demo import is_demo


class NotSent(Exception):
    """The bank did not take it; it is tried again later."""


@dataclass(frozen=True)
class Parcel:
    """Exactly what the separate consent names."""

    name: str
    id_number: str
    mobile: str

    def as_text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Parcel:
        return cls(**json.loads(text))


class Bank(Protocol):
    name: str

    def send(self, parcel: Parcel, *, reference: str) -> str:
        """Hand over one parcel; the same reference again is the same request. Returns the bank's receipt.
        Raises `NotSent`."""
        ...


class Simulator:
    """Takes everything and keeps nothing."""

    name = "示范银行（模拟）"

    def send(self, parcel: Parcel, *, reference: str) -> str:
        if not all(asdict(parcel).values()):
            raise NotSent("incomplete")
        return f"SIM-{reference}"


def the_bank() -> Bank | None:
    """The bank of UNIONNET_BANK: `simulator`, the dotted name of an operator's own class, or none. A demo
    has the simulator."""
    if settings.UNIONNET_BANK == "simulator" or (settings.UNIONNET_BANK == "none" and is_demo()):
        return Simulator()
    if settings.UNIONNET_BANK == "none":
        return None
    bank: Bank = import_string(settings.UNIONNET_BANK)()
    return bank
