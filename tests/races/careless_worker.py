# SPDX-License-Identifier: Apache-2.0
"""The worker with its two guards taken out, for the negative control: what a listener did is kept although
where it had got to is not, and nothing knows by its name that it was said before."""

import os
from contextlib import suppress
from importlib import import_module
from typing import Any
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unionnet.settings")

import django

django.setup()

sweeps: Any = import_module("unionnet.foundation.sweeps")
everything: Any = import_module("unionnet.foundation.scope").everything
worker: Any = import_module("unionnet.foundation.server.worker")


def _in_the_open(sweep: Any) -> bool:
    with everything("a worker without care"), suppress(Exception):  # some cannot do without a transaction
        sweep.work()
    return True


told: Any = import_module("unionnet.tools.casework.listeners")
carefully = told.notify_all
told.notify_all = lambda *to, unique, **more: carefully(*to, unique=f"{unique}:{uuid4()}", **more)
sweeps._run_alone = _in_the_open

if __name__ == "__main__":
    worker.run()
