# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_noop as _

from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.rulebook import rule
from unionnet.programmes.establishing.models import Establishment
from unionnet.tools.submissions.queries import officers_of


def remind_of_certificates(at: datetime | None = None) -> int:
    """Tell the officers of unions whose certificate ends within the days of ORG-35. Returns how many."""
    today = local_date(at or database_now())
    ahead = today + timedelta(days=rule("ORG-35.renew_days", on=today).value)
    ending = Establishment.objects.filter(
        certificate_until__gte=today, certificate_until__lte=ahead, organisation__until=None
    ).select_related("organisation")
    told = 0
    for row in ending.order_by("certificate_until", "id").iterator(500):
        if row.organisation is None:
            continue
        told += 1
        notify_all(
            officers_of(row.organisation),
            kind="establishing.certificate",
            title=_("工会法人证书快到期：%(union)s"),
            text=_("证书有效期到 %(day)s，请在期满前申请换发。"),
            facts={"union": row.organisation.name, "day": row.certificate_until},
            url=f"/desk/establishing/{row.public_id}/",
            organisation=row.organisation,
            unique=f"establishing:{row.pk}:certificate:{row.certificate_until}",
        )
    return told
