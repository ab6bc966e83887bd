# SPDX-License-Identifier: Apache-2.0
"""What others may hear about people. Ids only: erasing a person never touches the journal."""

from dataclasses import dataclass, field

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class BecameRealName(Fact, name="people.became_real_name"):
    person_id: int


@dataclass(frozen=True)
class PersonCompleted(Fact, name="people.person_completed"):
    """Somebody filled in what an old list did not know."""

    person_id: int


@dataclass(frozen=True)
class OwnDetailsGiven(Fact, name="people.own_details_given"):
    """A member of an old list said on their own phone what the union did not know."""

    person_id: int
    membership_id: int
    organisation_id: int


@dataclass(frozen=True)
class DocumentEnding(Fact, name="people.document_ending"):
    """The document of a member has few days left. Once a document."""

    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class AccountAttached(Fact, name="people.account_attached"):
    account_id: int
    person_id: int
    from_person_id: int


@dataclass(frozen=True)
class MembershipApplied(Fact, name="people.membership_applied"):
    membership_id: int
    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class CodeScanned(Fact, name="people.code_scanned"):
    """The code that led to an application was scanned at `scanned_at`, seconds since 1970."""

    membership_id: int
    join_code_id: int
    scanned_at: int


@dataclass(frozen=True)
class MembershipApproved(Fact, name="people.membership_approved"):
    membership_id: int
    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class MembershipRejected(Fact, name="people.membership_rejected"):
    membership_id: int
    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class SupplementRequested(Fact, name="people.supplement_requested"):
    membership_id: int
    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class SupplementGiven(Fact, name="people.supplement_given"):
    membership_id: int
    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class MembershipWithdrawn(Fact, name="people.membership_withdrawn"):
    """An application was taken back, or a member left; `was` is the state before."""

    membership_id: int
    person_id: int
    organisation_id: int
    was: str


@dataclass(frozen=True)
class MembershipTurned(Fact, name="people.membership_turned"):
    """A move of `life.LIFE`, or the undoing of one; `was` and `now` are states."""

    membership_id: int
    person_id: int
    organisation_id: int
    move: str
    was: str
    now: str


@dataclass(frozen=True)
class MembersMerged(Fact, name="people.members_merged"):
    """Their union became part of another, and they went along: members and applications."""

    from_union_id: int
    into_union_id: int
    membership_ids: list[int]
    conflict_ids: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class TransferAsked(Fact, name="people.transfer_asked"):
    transfer_id: int
    person_id: int
    organisation_id: int
    to_organisation_id: int


@dataclass(frozen=True)
class TransferReleased(Fact, name="people.transfer_released"):
    transfer_id: int
    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class TransferClosed(Fact, name="people.transfer_closed"):
    """Done, refused, taken back or undone. Both unions have one member more or less when it is done."""

    transfer_id: int
    person_id: int
    organisation_id: int
    to_organisation_id: int
    outcome: str


@dataclass(frozen=True)
class TransferEscalated(Fact, name="people.transfer_escalated"):
    transfer_id: int
    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class DepartureAsked(Fact, name="people.departure_asked"):
    departure_id: int
    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class ConflictOpened(Fact, name="people.conflict_opened"):
    conflict_id: int
    person_id: int
    organisation_id: int
    kind: str


@dataclass(frozen=True)
class ConflictDecided(Fact, name="people.conflict_decided"):
    conflict_id: int
    person_id: int
    organisation_id: int
    decision: str


@dataclass(frozen=True)
class ConflictUndone(Fact, name="people.conflict_undone"):
    conflict_id: int
    person_id: int
    organisation_id: int
    decision: str


@dataclass(frozen=True)
class PoolEntered(Fact, name="people.pool_entered"):
    membership_id: int
    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class PoolRouted(Fact, name="people.pool_routed"):
    """An application left a pool for a union that decides."""

    membership_id: int
    person_id: int
    organisation_id: int
    pool_id: int


@dataclass(frozen=True)
class RoleGranted(Fact, name="people.role_granted"):
    role_id: int
    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class RoleEnded(Fact, name="people.role_ended"):
    role_id: int
    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class PostsEndedWithUnion(Fact, name="people.posts_ended_with_union"):
    """The union was dissolved or merged: the posts at it ended with its last day."""

    organisation_id: int
    role_ids: list[int]


@dataclass(frozen=True)
class RoleLent(Fact, name="people.role_lent"):
    """Some verbs of the post `of_role_id`, for a time."""

    role_id: int
    of_role_id: int
    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class RoleTakenBack(Fact, name="people.role_taken_back"):
    role_id: int
    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class FieldOpened(Fact, name="people.field_opened"):
    opening_id: int
    person_id: int
    field: str


@dataclass(frozen=True)
class ConsentGiven(Fact, name="people.consent_given"):
    consent_id: int
    person_id: int
    purpose: str


@dataclass(frozen=True)
class ConsentWithdrawn(Fact, name="people.consent_withdrawn"):
    consent_id: int
    person_id: int
    purpose: str


@dataclass(frozen=True)
class JoinCodeMade(Fact, name="people.join_code_made"):
    join_code_id: int
    organisation_id: int


@dataclass(frozen=True)
class RosterImported(Fact, name="people.roster_imported"):
    roster_id: int
    organisation_id: int
    accepted: int
    refused: int


@dataclass(frozen=True)
class MembersAdmitted(Fact, name="people.members_admitted"):
    """A part of a list was taken in: these people applied, agreed on paper and were approved, all at
    once; who was not known is a real-name user now, where the list had a document."""

    roster_id: int
    organisation_ids: list[int]
    membership_ids: list[int]


@dataclass(frozen=True)
class RosterUndone(Fact, name="people.roster_undone"):
    roster_id: int
    organisation_ids: list[int]
    membership_ids: list[int]


@dataclass(frozen=True)
class MemberListExported(Fact, name="people.member_list_exported"):
    paths: list[str]
    rows: int


@dataclass(frozen=True)
class CardFrozen(Fact, name="people.card_frozen"):
    freeze_id: int
    person_id: int


@dataclass(frozen=True)
class CardTakenBackIntoUse(Fact, name="people.card_taken_back_into_use"):
    freeze_id: int
    person_id: int


@dataclass(frozen=True)
class IdentityCorrected(Fact, name="people.identity_corrected"):
    """Name or document were wrong and are right now."""

    person_id: int


@dataclass(frozen=True)
class LanguageChosen(Fact, name="people.language_chosen"):
    """In which language notices and messages come."""

    person_id: int
    language: str


@dataclass(frozen=True)
class OccupationCorrected(Fact, name="people.occupation_corrected"):
    person_id: int


@dataclass(frozen=True)
class CountersigningAsked(Fact, name="people.countersigning_asked"):
    """An act waits for its second hand; `act` is one of `Countersigning.Act`."""

    countersigning_id: int
    organisation_id: int
    act: str


@dataclass(frozen=True)
class CountersigningClosed(Fact, name="people.countersigning_closed"):
    """Done, refused, withdrawn, expired; or undone, for a handover before its day."""

    countersigning_id: int
    organisation_id: int
    act: str
    outcome: str


@dataclass(frozen=True)
class NumbersOpened(Fact, name="people.numbers_opened"):
    """The sealed numbers of some people of a list were opened into its sheet: rows `start` to `end`."""

    list_id: int
    start: int
    end: int


@dataclass(frozen=True)
class ListMade(Fact, name="people.list_made"):
    list_id: int
    organisation_id: int


@dataclass(frozen=True)
class ListFetched(Fact, name="people.list_fetched"):
    list_id: int
    organisation_id: int
