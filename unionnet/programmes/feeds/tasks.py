# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.programmes.feeds.actions import refresh_stale, send_news


@every(seconds=5)
def keep_up() -> None:
    refresh_stale()


@every(seconds=30)
def send() -> None:
    send_news()
