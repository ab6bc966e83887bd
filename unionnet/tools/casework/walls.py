# SPDX-License-Identifier: Apache-2.0
"""The second wall: a case is seen by its owner, by the unions it was given to, and by those above them; a
sensitive one by its owner and the unions it was given to, at their own desks, and by nobody above.

A dispatch says which unions have a case and holds no words: the wall of the case looks at it, so it has none.
"""

from __future__ import annotations

from unionnet.foundation.postgres.walls import INSIDE, TOPS, linked, open_also, own, wall

GIVEN = (
    "EXISTS (SELECT FROM public.casework_dispatch AS part"
    " JOIN public.organisations_organisation AS other ON other.id = part.unit_id,"
    f" {TOPS} WHERE part.case_id = {{row}}.id"
    f" AND (other.path = top.path OR NOT {{row}}.is_sensitive AND {INSIDE}))"
)

wall("casework_case", own("person_id"), GIVEN)
for table in ("step", "paper", "need", "extension"):
    wall(f"casework_{table}", linked("casework_case", "id", to="case_id"))
# Whoever works on a case sees who brought it.
open_also("people_person", linked("casework_case", "person_id", to="id"))
