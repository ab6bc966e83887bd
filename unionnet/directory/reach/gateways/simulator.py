# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from unionnet.directory.people.models import Person
from unionnet.directory.reach.models import Notice


class WeChatSimulator:
    """Takes every template message; the page /reach/wechat shows them as the phone would."""

    def send(self, person: Person, notice: Notice) -> str:
        return f"simulated-{notice.public_id}"
