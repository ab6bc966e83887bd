# SPDX-License-Identifier: Apache-2.0
"""The command line: `unionnet serve | migrate | load | bench | drill | doctor | worker | manage …`."""

import os
import sys


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unionnet.settings")
    if sys.argv[1:2] == ["manage"]:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["unionnet manage", *sys.argv[2:]])
    return 0
