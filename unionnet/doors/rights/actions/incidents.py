# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from unionnet.directory.people.models import Person
from unionnet.directory.reach.actions import notify_all
from unionnet.doors.rights.facts import AffectedTold, IncidentRecorded, IncidentReported
from unionnet.doors.rights.models import Affected, Incident
from unionnet.doors.rights.rules import why_not_handle_incident
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb

# Who is affected: whose numbers were opened, who was on an exported list while it lasted, or any member.
# `actor` is the account that was misused; 0 is anybody's.
FIND = {
    Affected.How.OPENED: """
        SELECT DISTINCT o.person_id FROM people_opening o JOIN people_standing s USING (person_id)
        WHERE o.at BETWEEN %(began)s AND %(ended)s AND s.path >= %(low)s AND s.path < %(high)s
          AND (%(actor)s = 0 OR o.by_id = %(actor)s)
    """,
    Affected.How.LISTED: """
        SELECT DISTINCT d.person_id FROM people_disclosure l
        JOIN people_disclosed d ON d.disclosure_id = l.id JOIN people_standing s USING (person_id)
        WHERE l.at BETWEEN %(began)s AND %(ended)s AND s.path >= %(low)s AND s.path < %(high)s
          AND (%(actor)s = 0 OR l.by_id = %(actor)s)
    """,
    Affected.How.MEMBER: """
        SELECT s.person_id FROM people_standing s WHERE s.path >= %(low)s AND s.path < %(high)s
    """,
}
KEEP = """
INSERT INTO rights_affected (incident_id, person_id, how)
SELECT %(incident)s, found.person_id, %(how)s FROM ({found}) found
ON CONFLICT (person_id, incident_id) DO NOTHING
"""


@verb
def record_incident(incident: Incident, *, by: Person) -> Incident:
    """Write down what is known; the clock of the report runs from `found_at`."""
    if refusal := why_not_handle_incident(by, incident):
        raise refusal
    incident.by = by
    incident.save()
    fact = IncidentRecorded(incident.pk, incident.organisation_id)
    tell(fact, by=by, org_path=incident.organisation.path)
    return incident


@verb
def find_affected(incident: Incident, how: str, *, actor: Person | None = None, by: Person) -> int:
    """Add those it concerns, within the union of the incident. Returns how many are new; nobody twice."""
    incident = _locked(incident, by)
    if how not in FIND:
        raise Refusal("no_such_way", _("没有这种查找方式。"))
    values = {
        "incident": incident.pk,
        "how": how,
        "began": incident.began_at,
        "ended": incident.ended_at,
        "low": incident.organisation.path,
        "high": incident.organisation.path_end,
        "actor": actor.pk if actor else 0,
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP.format(found=FIND[Affected.How(how)]), values)
        return int(cursor.rowcount)


@verb
def tell_affected(incident: Incident, *, by: Person, at: datetime | None = None) -> int:
    """Tell each of them what the law says they must be told (PIPL art. 57). Telling again reaches only those
    found since. Returns how many."""
    incident, at = _locked(incident, by), at or database_now()
    waiting = Affected.objects.filter(incident=incident, told_at=None)
    people = list(waiting.values_list("person_id", flat=True))
    if not people:
        raise Refusal("nobody_to_tell", _("没有需要告知的人，请先查找受影响的人。"))
    notify_all(
        people,
        kind="people.incident",
        title=gettext_noop("您的个人信息可能受到影响"),
        text=gettext_noop(
            "%(title)s。涉及：%(kinds)s。原因：%(cause)s。可能的危害：%(harm)s。措施：%(measures)s。联系：%(contact)s。"
        ),
        facts={name: getattr(incident, name) for name in CONTENTS},
        url="/rights/lists",
        unique=f"rights:incident:{incident.pk}",
        organisation=incident.organisation,
    )
    waiting.update(told_at=at)
    incident.told_at = incident.told_at or at
    incident.save(update_fields=["told_at"])
    tell(AffectedTold(incident.pk, len(people)), by=by, org_path=incident.organisation.path)
    return len(people)


CONTENTS = ("title", "kinds", "cause", "harm", "measures", "contact")


@verb
def note_report(incident: Incident, *, by: Person, at: datetime | None = None) -> Incident:
    """The authority was told now. Twice is once."""
    incident = _locked(incident, by)
    if incident.reported_at is None:
        incident.reported_at = at or database_now()
        incident.save(update_fields=["reported_at"])
        fact = IncidentReported(incident.pk, incident.organisation_id)
        tell(fact, by=by, org_path=incident.organisation.path)
    return incident


@verb
def close_incident(incident: Incident, *, by: Person, at: datetime | None = None) -> Incident:
    """Nothing is left to do: those affected know, and so does the authority where it must."""
    incident = _locked(incident, by)
    if incident.is_serious and incident.reported_at is None:
        raise Refusal("not_reported", _("较大以上事件要先向网信部门报告。"))
    if incident.affected.filter(told_at=None).exists():
        raise Refusal("not_told", _("还有受影响的人没有告知。"))
    if incident.closed_at is None:
        incident.closed_at = at or database_now()
        incident.save(update_fields=["closed_at"])
    return incident


def _locked(incident: Incident, by: Person) -> Incident:
    rows = Incident.objects.select_for_update(of=["self"]).select_related("organisation")
    found = rows.get(pk=incident.pk)
    if refusal := why_not_handle_incident(by, found):
        raise refusal
    return found
