# SPDX-License-Identifier: Apache-2.0
"""问答: what workers ask and how a union answers, with its source and how long it holds."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.casework.models import Case


class Answer(Bound):
    """One question and its answer, for everybody below the union that gives it. `source` is the document and
    article it rests on. `case` is the matter it grew out of, if it did; no word of its owner is in it."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("answer", "草稿")
        OPEN = "open", pgettext_lazy("answer", "已发布")
        OVER = "over", pgettext_lazy("answer", "已过有效期")
        WITHDRAWN = "withdrawn", pgettext_lazy("answer", "已撤下")

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    question = models.CharField(_("职工的问题"), max_length=120)
    text = models.TextField(_("回答"), max_length=4000)
    source = models.CharField(_("依据"), max_length=200)
    valid_from = models.DateField(_("从哪天起有效"))
    valid_until = models.DateField(_("有效到哪天"), null=True)
    words = SearchVectorField(null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField(db_default=Now())
    published_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    published_at = models.DateTimeField(_("发布时间"), null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("问答")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "question"],
                condition=Q(withdrawn_at__isnull=True),
                name="a_question_is_answered_once",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="an_answer_has_a_source"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="answer_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="an_answer_is_published_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="answer_of_union"),
            GinIndex(
                fields=["words"],
                condition=Q(published_at__isnull=False, withdrawn_at__isnull=True),
                name="answer_words",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def state_on(self, day: date) -> State:
        if self.withdrawn_at is not None:
            return self.State.WITHDRAWN
        if self.published_at is None:
            return self.State.DRAFT
        return self.State.OVER if self.valid_until and self.valid_until < day else self.State.OPEN
