# SPDX-License-Identifier: Apache-2.0
"""Work for a worker: `python -m tests.races.jobs CASES`. Each case comes in and goes on, 25 days ago: two
unions are to be told, and both clocks have run out. Nobody sees a case between the two, when it would be late
where it came in."""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta

PORTION, PAUSE = 20, 0.5


def main(cases: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unionnet.settings")
    import django

    django.setup()
    from django.db import transaction

    from unionnet.foundation.clock import database_now
    from unionnet.foundation.scope import everything
    from unionnet.tools.casework.actions import Order, dispatch_all
    from unionnet.tools.casework.tests.makers import make_case, make_tree

    with everything("work for a worker"):
        tree, at = make_tree(), database_now() - timedelta(days=25)
        for begin in range(0, cases, PORTION):
            with transaction.atomic():
                made = [make_case(tree, at=at) for _each in range(min(PORTION, cases - begin))]
                dispatch_all([Order(case, tree.county) for case in made], by=tree.at_city, at=at)
            time.sleep(PAUSE)


if __name__ == "__main__":
    main(int(sys.argv[1]))
