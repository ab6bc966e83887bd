# SPDX-License-Identifier: Apache-2.0
"""The second wall of the register: whose rows come out, whatever is asked (`foundation/postgres/walls.py`).

Three tables stand outside: an account is found before anybody is known (its phone is sealed), a standing is
what the hot lane reads (no name, no number), and attempts to sign in count blind indexes.
"""

from __future__ import annotations

from unionnet.foundation.postgres.walls import PERSON, beside, inside, linked, own, wall, within

# Who acts in office is seen by name by whoever is signed in: their names stand under what they decided.
IN_OFFICE = f"({PERSON} IS NOT NULL AND {linked('people_role', 'person_id', to='id')})"

wall(
    "people_person",
    own("id"),
    beside("people_standing", "person_id", to="id"),  # a member within reach: one look at an index
    rarely=(
        linked(
            "people_membership", "person_id", to="id"
        ),  # who applied there, was a member, or is on the way
        linked("people_conflict", "person_id", to="id"),
        linked("people_conflict", "claimant_id", to="id"),
        IN_OFFICE,
    ),
)
wall(
    "people_membership",
    own("person_id"),
    within("organisation_id"),
    rarely=(linked("people_transfer", "membership_id", to="id"),),
)
wall(
    "people_listing",
    own("person_id"),
    inside("path"),
    beside("people_standing", "person_id", to="person_id"),  # its union has moved, the listing not yet
)
wall("people_membershipspan", own("person_id"), within("organisation_id"))
wall("people_transfer", own("person_id"), within("from_union_id"), within("to_union_id"))
wall("people_departure", linked("people_membership", "id", to="membership_id"))
wall("people_poolentry", linked("people_membership", "id", to="membership_id"), within("proposal_id"))
wall("people_conflict", within("organisation_id"), within("held_by_id"))
wall("people_rosterpart", linked("people_roster", "id", to="roster_id"))
wall("people_roster", within("organisation_id"))
wall("people_consent", own("person_id"), linked("people_person", "id", to="person_id"))
wall("people_handedtag", own("person_id"))
wall("people_opening", own("person_id"), own("by_id"), within("organisation_id"))
wall("people_disclosed", own("person_id"))
wall("people_comparison", own("by_id"))
wall("people_comparisonpart", linked("people_comparison", "id", to="of_id"))
wall("people_formerdocument", own("person_id"), linked("people_person", "id", to="person_id"))
