# SPDX-License-Identifier: Apache-2.0
"""Each start of the demo opens a new term of the night school five minutes later."""

from __future__ import annotations


def refresh_openings() -> None:
    """Set the next opening. Nothing happens while no programme with openings is installed."""
