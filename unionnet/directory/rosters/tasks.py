# SPDX-License-Identifier: Apache-2.0
from unionnet.directory.rosters import actions
from unionnet.foundation.sweeps import every


@every(seconds=0.5)
def take_waiting_rows() -> None:
    actions.take_waiting_rows()


@every(seconds=3600)
def forget_old_rows() -> None:
    actions.forget_old_rows()


@every(seconds=600)
def forget_old_comparisons() -> None:
    actions.forget_old_comparisons()
