# SPDX-License-Identifier: Apache-2.0
"""The second wall: a booking of a private resource is seen by the guest and the hosts, and by no officer.

Series are of unions and name nobody; terms, hosts and resources are public to who may book.
"""

from __future__ import annotations

from unionnet.foundation.postgres.walls import PERSON, linked, open_also, own, taking_part, wall, within

HOSTED = linked("booking_host", "resource_id", to="resource_id", own="person_id")
OPEN = "NOT {row}.is_private"
MY_GUEST = (
    "EXISTS (SELECT FROM public.booking_booking AS part"
    " JOIN public.booking_host AS host ON host.resource_id = part.resource_id"
    f" WHERE part.person_id = {{row}}.id AND host.person_id = {PERSON})"
)

wall(
    "booking_booking",
    own("person_id"),
    f"({OPEN} AND {within('organisation_id')})",
    f"({OPEN} AND {within('union_id')})",
    HOSTED,
)
wall(
    "booking_ban",
    own("person_id"),
    f"({OPEN} AND {within('organisation_id')})",
    f"({OPEN} AND {within('union_id')})",
    linked("booking_booking", "id", to="last_id"),
)
# Whoever runs a place sees who has booked it, wherever these are members; a counsellor sees their guests.
open_also("people_person", taking_part("booking_booking", "person_id", of="booking_resource", to="id"))
open_also("people_person", MY_GUEST)
