# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.foundation.journal.models import Seal

DOORS = """
/api/v1/seals           GET   everyone
/api/v1/seals/<number>  GET   everyone
/audit/seal             GET   everyone
/desk/audit/            GET   audit
/desk/audit/export      GET   audit
/desk/audit/seals       POST  audit
"""


def number(home: Home) -> str:
    """There is always a newest one."""
    held = Seal.objects.first()
    made = held or Seal.objects.create(last_xid=1, last_entry_id=1, entries=1, head=b"\x01" * 32)
    return str(made.pk)
