# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.programmes.cards.actions import send_waiting


@every(seconds=5)
def hand_requests_to_the_bank() -> None:
    send_waiting()
