# SPDX-License-Identifier: Apache-2.0
from asgiref.sync import async_to_sync

from unionnet.foundation.sweeps import every


@every(seconds=20)
def rescue_stalled_jobs() -> None:
    """A job whose worker was killed stays `doing` for ever unless somebody looks. Jobs are idempotent."""
    from procrastinate.contrib.django import app

    for job in async_to_sync(app.job_manager.get_stalled_jobs)(seconds_since_heartbeat=60):
        async_to_sync(app.job_manager.retry_job)(job)
