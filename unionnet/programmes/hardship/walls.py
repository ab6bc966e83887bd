# SPDX-License-Identifier: Apache-2.0
"""The second wall: a household is seen by who applied, and at the very desks it lies at; by no union above
(decision 0041). What is up for everybody to see, everybody sees, until its days are over."""

from __future__ import annotations

from unionnet.foundation.postgres.walls import TOPS, linked, open_also, own, wall

AT_THE_DESK = (
    f"EXISTS (SELECT FROM public.organisations_organisation AS other, {TOPS}"
    " WHERE other.id IN ({row}.organisation_id, {row}.decider_id) AND other.path = top.path)"
)
AT_ITS_DESK = (
    f"EXISTS (SELECT FROM public.organisations_organisation AS other, {TOPS}"
    " WHERE other.id = {row}.organisation_id AND other.path = top.path)"
)

wall("hardship_dossier", own("person_id"), AT_THE_DESK)
for table in (
    *("householdmember", "agreement", "proof", "visit", "dossierstep", "dossieropening"),
    *("aid", "review", "appeal", "publicnotice", "checkline"),
):
    wall(f"hardship_{table}", linked("hardship_dossier", "id", to="dossier_id"))
wall("hardship_visitphoto", linked("hardship_visit", "id", to="visit_id"))
wall("hardship_checklist", AT_ITS_DESK)
wall("hardship_registercopy", AT_ITS_DESK)
# Whoever has a household at the desk knows who applied.
open_also("people_person", linked("hardship_dossier", "person_id", to="id"))
