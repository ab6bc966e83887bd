# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from unionnet.directory.people.facts import CodeScanned
from unionnet.foundation.journal import on
from unionnet.programmes.outreach.actions import keep_scan


@on(CodeScanned)
def remember_when_the_code_was_scanned(fact: CodeScanned) -> None:
    keep_scan(fact.join_code_id, fact.membership_id, fact.scanned_at)
