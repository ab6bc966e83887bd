# SPDX-License-Identifier: Apache-2.0
"""Nouns of people: human beings, their accounts, memberships and posts."""

from unionnet.directory.people.models.accounts import Account, Attempt
from unionnet.directory.people.models.comparisons import Comparison, ComparisonPart
from unionnet.directory.people.models.conflicts import Conflict
from unionnet.directory.people.models.countersignings import (
    BulkList,
    BulkListPart,
    Countersigning,
    PostChange,
    WantedTenant,
)
from unionnet.directory.people.models.disclosures import Disclosed, Disclosure, Freeze
from unionnet.directory.people.models.life import Departure, MembershipSpan, Transfer
from unionnet.directory.people.models.listings import Listing, ListingMove
from unionnet.directory.people.models.memberships import (
    BINDING_STATES,
    MEMBER_STATES,
    OPEN_STATES,
    UNDECIDED_STATES,
    VOTING_STATES,
    JoinCode,
    Membership,
)
from unionnet.directory.people.models.persons import (
    Consent,
    FormerDocument,
    HandedTag,
    Opening,
    Person,
    Standing,
)
from unionnet.directory.people.models.pool import PoolEntry
from unionnet.directory.people.models.posts import Role
from unionnet.directory.people.models.rosters import Roster, RosterLayout, RosterPart

__all__ = [
    "BINDING_STATES",
    "MEMBER_STATES",
    "OPEN_STATES",
    "UNDECIDED_STATES",
    "VOTING_STATES",
    "Account",
    "Attempt",
    "BulkList",
    "BulkListPart",
    "Comparison",
    "ComparisonPart",
    "Conflict",
    "Consent",
    "Countersigning",
    "Disclosed",
    "Disclosure",
    "FormerDocument",
    "Freeze",
    "HandedTag",
    "Departure",
    "JoinCode",
    "Listing",
    "ListingMove",
    "Membership",
    "MembershipSpan",
    "Opening",
    "Person",
    "PoolEntry",
    "PostChange",
    "Role",
    "Roster",
    "RosterLayout",
    "RosterPart",
    "Standing",
    "Transfer",
    "WantedTenant",
]
