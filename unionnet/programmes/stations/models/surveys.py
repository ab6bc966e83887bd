# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.places.models import Site
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField


class Survey(Bound):
    """What do people who come to our stations need? `questions` are a list of
    {"text": …, "choices": [str, …], "many": bool}; answers carry no name."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("工会")
    )
    title = models.CharField(_("标题"), max_length=60)
    questions = models.JSONField()
    opens_on = models.DateField(_("开始"))
    closes_on = models.DateField(_("截止"))
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("需求调查")
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="survey_days_in_order"),
            models.UniqueConstraint(fields=["organisation", "title"], name="survey_title_once"),
        ]

    def __str__(self) -> str:
        return self.title


class SurveyAnswer(models.Model):
    """One sheet that somebody filled in: which group, which choices. No person, no moment; `key` makes a form
    that is sent twice one sheet."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=24)
    chosen = models.JSONField()
    key = models.BinaryField(max_length=32)
    day = models.DateField()

    class Meta:
        verbose_name = _("不记名的答卷")
        constraints = [models.UniqueConstraint(fields=["survey", "key"], name="survey_sheet_once")]
        indexes = [models.Index(fields=["survey", "site", "day"], name="survey_sheets_of_site")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.group}"
