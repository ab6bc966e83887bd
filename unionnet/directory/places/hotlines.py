# SPDX-License-Identifier: Apache-2.0
"""The contact list on the door (群众便民热线一览表, ST-09): the station's own lines, then the nation's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from unionnet.directory.places.models import Site


def dialled(number: str) -> str:
    """For a tel: link."""
    return re.sub(r"[^0-9+]", "", number)


@dataclass(frozen=True)
class Hotline:
    label: Any
    number: str

    @property
    def dial(self) -> str:
        return dialled(self.number)


NATIONAL = (
    Hotline(_("职工服务热线"), "12351"),
    Hotline(_("法律援助"), "12348"),
    Hotline(_("人社服务"), "12333"),
    Hotline(_("政务服务便民热线"), "12345"),
    Hotline(_("急救"), "120"),
    Hotline(_("报警"), "110"),
)


def read(text: str) -> list[Hotline]:
    """One line each: words, then a number. Lines without a number are left out."""
    found = []
    for line in text.splitlines():
        match = re.fullmatch(r"\s*(.{1,30}?)[\s:：,，]+([0-9+][0-9\- ]{2,19})\s*", line)
        if match:
            found.append(Hotline(match[1], match[2].strip()))
    return found


def hotlines_of(site: Site) -> list[Hotline]:
    """The site's own numbers before the national ones."""
    own = read(site.hotlines)
    known = {line.dial for line in own}
    return [*own, *(line for line in NATIONAL if line.dial not in known)]
