# SPDX-License-Identifier: Apache-2.0
"""What a figure counts. The list is fixed, so that 人 is never added to 人次, nor a post to its headcount
(EM-01)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Unit(models.TextChoices):
    PERSONS = "persons", _("人")
    PERSON_TIMES = "person_times", _("人次")
    FIRMS = "firms", pgettext_lazy("unit", "家")
    FIRM_TIMES = "firm_times", _("家次")
    UNIONS = "unions", _("个（工会）")
    EVENTS = "events", pgettext_lazy("unit", "场")
    POSTS = "posts", _("个（岗位）")
    HEADCOUNT = "headcount", _("人（用工需求）")
    INTENTIONS = "intentions", _("人（达成意向）")
    VIEWS = "views", _("次（浏览）")
    VIEWINGS = "viewings", _("人次（观看）")
    ENTRIES = "entries", pgettext_lazy("unit", "条")
    ITEMS = "items", pgettext_lazy("unit", "件")
    PLACES = "places", pgettext_lazy("unit", "个")
    YUAN = "yuan", pgettext_lazy("unit", "元")
