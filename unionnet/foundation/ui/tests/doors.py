# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home

DOORS = """
/favicon.ico           GET       everyone
/icon-<size>.png       GET       everyone
/language              GET,POST  everyone
/manifest.webmanifest  GET       everyone
/offline               GET       everyone
/sw.js                 GET       everyone
/ui/                   GET       nobody
/ui/desk               GET       nobody
/ui/live               GET       nobody
/ui/print              GET       nobody
/ui/refusal            GET       nobody
/ui/screen             GET       nobody
/ui/states             GET       nobody
/ui/table.xlsx         GET       nobody
"""


def size(home: Home) -> int:
    return 192
