# SPDX-License-Identifier: Apache-2.0
from unionnet.directory.people import actions
from unionnet.foundation.sweeps import every


@every(seconds=3600)
def forget_unproved_accounts() -> None:
    actions.forget_unproved_accounts()


@every(seconds=600)
def forget_old_attempts() -> None:
    actions.forget_old_attempts()


@every(seconds=600)
def answer_for_silent_unions() -> None:
    actions.answer_for_silent_unions()


@every(seconds=600)
def let_leave_in_time() -> None:
    actions.let_leave_in_time()


@every(seconds=3600)
def tell_of_ending() -> None:
    actions.tell_of_ending()


@every(seconds=0.25)
def spell_names() -> None:
    actions.spell_names()


@every(seconds=0.25)
def relist() -> None:
    actions.relist()


@every(seconds=0.5)
def make_waiting_lists() -> None:
    actions.make_waiting_lists()


@every(seconds=600)
def forget_old_lists() -> None:
    actions.forget_old_lists()


@every(seconds=60)
def expire_proposals() -> None:
    actions.expire_proposals()
