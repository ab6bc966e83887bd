# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import secrets
import sys

from unionnet.foundation.ui.tags.words import mask


class ConsoleGateway:
    """Prints to the server's console, for development and demo. The number is masked even here."""

    def send(self, mobile: str, text: str, *, reference: str = "") -> str:
        sys.stderr.write(f"SMS → {mask(mobile, 'phone')}: {text}\n")
        return f"console-{reference or secrets.token_hex(4)}"
