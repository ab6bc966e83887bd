# SPDX-License-Identifier: Apache-2.0
"""Units outside the mainland: a country or region by ISO 3166 and a time zone, in the place of a region code.
No province's rules hold there: the rulebook is asked for the nation's."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.db.models import Q
from django.utils.translation import gettext as _

from unionnet.foundation.countries import is_country
from unionnet.foundation.refusals import Refusal

HOME = "CHN"


def why_not_abroad(country: str, time_zone: str, region_code: str, uscc: str | None) -> Refusal | None:
    """Whether a union may be registered as one abroad."""
    if not is_country(country) or country == HOME:
        return Refusal("bad_country", _("请从列表中选择境外的国家或地区。"))
    if region_code or uscc:
        return Refusal("abroad_without_codes", _("境外机构没有行政区划代码和统一社会信用代码，请留空。"))
    return why_not_time_zone(time_zone)


def why_not_time_zone(time_zone: str) -> Refusal | None:
    if not time_zone or time_zone in zones():
        return None
    return Refusal("bad_time_zone", _("不认识的时区，应写成 Africa/Nairobi 这样。"))


@cache
def zones() -> frozenset[str]:
    """The zones somebody may live in: a continent or an ocean, and a city."""
    return frozenset(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))


def clock_there(time_zone: str, at: datetime) -> datetime | None:
    """That moment on a clock of that union; None where nobody wrote down a zone."""
    return at.astimezone(ZoneInfo(time_zone)) if time_zone else None


def registered_in(region_code: str, begins_with: str) -> Q:
    """Rows registered in the region of a union. One abroad has none: nothing is registered there."""
    return Q(region_code__startswith=begins_with) if region_code else Q(pk__in=[])
