# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.foundation.files.actions import keep_bytes
from unionnet.foundation.files.models import StoredFile

DOORS = """
/files/<file>  GET  everyone
"""


def file(home: Home) -> StoredFile:
    return keep_bytes(b"x", "a.jpg", "image/jpeg", by=home.officer, is_public=True)
