# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.foundation.icalendar import Event
from unionnet.tools.booking.models import Booking


def event_of(booking: Booking) -> Event:
    """What stands in the calendar of a phone, at which others may look: of what is private only the hour."""
    return Event(
        uid=booking.public_id,
        title=_("预约") if booking.is_private else booking.resource.name,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        stamp=booking.decided_at or booking.at,
        where="" if booking.is_private else booking.resource.where,
        url=f"{settings.UNIONNET_PUBLIC_URL}{reverse('booking:booking', args=[booking.public_id])}",
        is_cancelled=not booking.lives,
    )
