# SPDX-License-Identifier: Apache-2.0
"""The second wall: who reads what is known to the reader and to the union that lends."""

from __future__ import annotations

from unionnet.foundation.postgres.walls import linked, open_also, own, wall, within

wall("venues_loan", own("person_id"), within("organisation_id"))
# Whoever lends sees to whom, wherever these are members.
open_also("people_person", linked("venues_loan", "person_id", to="id"))
