# SPDX-License-Identifier: Apache-2.0
"""The verbs of this app, one family a file."""

from unionnet.directory.people.actions.accounts import (
    attach_account,
    forget_old_attempts,
    forget_unproved_accounts,
    open_account,
    prove_phone,
)
from unionnet.directory.people.actions.claiming import claim_entry
from unionnet.directory.people.actions.completing import complete, complete_own
from unionnet.directory.people.actions.conflicts import (
    decide_conflict,
    empty_conflicts,
    open_conflicts,
    or_conflict,
    undo_decision,
)
from unionnet.directory.people.actions.consents import give_consent, refuse, withdraw_consent
from unionnet.directory.people.actions.countersigning import (
    ask_posts,
    countersign,
    decline,
    expire_proposals,
    take_proposal_back,
)
from unionnet.directory.people.actions.departing import (
    ask_to_leave,
    declare,
    let_leave_in_time,
    take_departure_back,
)
from unionnet.directory.people.actions.expiring import tell_of_ending
from unionnet.directory.people.actions.fields import note_export, open_field
from unionnet.directory.people.actions.freezing import freeze_card, thaw_card
from unionnet.directory.people.actions.handing import hand_tag
from unionnet.directory.people.actions.handing_over import ask_handover, undo_handover
from unionnet.directory.people.actions.identity import become_real_name, correct_identity, correct_occupation
from unionnet.directory.people.actions.joining import (
    apply_to_join,
    enter_for,
    note_scan,
    supplement,
    withdraw,
)
from unionnet.directory.people.actions.leaving import end_session, end_sessions_of, forget_accounts
from unionnet.directory.people.actions.lending import lend_post, take_back
from unionnet.directory.people.actions.life import propose_auto_withdrawal, turn, undo_last
from unionnet.directory.people.actions.listing import (
    ask_list,
    fetch_list,
    forget_old_lists,
    make_waiting_lists,
)
from unionnet.directory.people.actions.merging import merge_members
from unionnet.directory.people.actions.pool import enter_pool, route_all, send_to_pool
from unionnet.directory.people.actions.posting import appoint_security_admin, end_posts_with, make_join_code
from unionnet.directory.people.actions.relisting import relist
from unionnet.directory.people.actions.rephoning import prove_or_conflict
from unionnet.directory.people.actions.review import approve, approve_all, reject, request_supplement
from unionnet.directory.people.actions.speaking import choose_language
from unionnet.directory.people.actions.spelling import spell_names
from unionnet.directory.people.actions.tenants import NewUnion, ask_tenant
from unionnet.directory.people.actions.transferring import (
    accept,
    answer_for_silent_unions,
    ask_transfer,
    refuse_transfer,
    release,
    take_transfer_back,
)

__all__ = [
    "choose_language",
    "accept",
    "apply_to_join",
    "approve",
    "approve_all",
    "attach_account",
    "become_real_name",
    "claim_entry",
    "complete",
    "complete_own",
    "correct_identity",
    "correct_occupation",
    "end_posts_with",
    "end_session",
    "end_sessions_of",
    "enter_for",
    "forget_accounts",
    "forget_old_attempts",
    "forget_unproved_accounts",
    "freeze_card",
    "give_consent",
    "lend_post",
    "make_join_code",
    "merge_members",
    "note_export",
    "note_scan",
    "open_account",
    "NewUnion",
    "open_field",
    "prove_or_conflict",
    "prove_phone",
    "refuse",
    "reject",
    "request_supplement",
    "spell_names",
    "supplement",
    "take_back",
    "tell_of_ending",
    "thaw_card",
    "withdraw",
    "withdraw_consent",
    "answer_for_silent_unions",
    "ask_to_leave",
    "ask_transfer",
    "declare",
    "let_leave_in_time",
    "propose_auto_withdrawal",
    "refuse_transfer",
    "release",
    "relist",
    "take_departure_back",
    "take_transfer_back",
    "turn",
    "undo_last",
    "decide_conflict",
    "empty_conflicts",
    "open_conflicts",
    "or_conflict",
    "undo_decision",
    "enter_pool",
    "route_all",
    "send_to_pool",
    "appoint_security_admin",
    "ask_handover",
    "ask_list",
    "ask_posts",
    "ask_tenant",
    "countersign",
    "decline",
    "expire_proposals",
    "fetch_list",
    "forget_old_lists",
    "make_waiting_lists",
    "take_proposal_back",
    "hand_tag",
    "undo_handover",
]
