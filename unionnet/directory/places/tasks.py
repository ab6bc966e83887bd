# SPDX-License-Identifier: Apache-2.0
from unionnet.directory.places.actions import forget_exceptions
from unionnet.foundation.sweeps import every


@every(seconds=3600)
def tidy_exceptions() -> None:
    forget_exceptions()
