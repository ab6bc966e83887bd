# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound

# The one kind that is always there: whatever somebody wants to tell their union.
PLAIN = "casework.plain"
PLAIN_NAME = gettext_noop("反映问题")
# key, label, rule of the answer
ORDINARY_GRADES = (
    ("ordinary", gettext_noop("一般事项"), "CW-02.ordinary"),
    ("hard", gettext_noop("难点事项"), "CW-02.hard"),
    ("complex", gettext_noop("特别复杂事项"), "CW-02.complex"),
)


def spoken(label: str) -> str:
    """A message id of a kind in the language of the reader."""
    return gettext(label)


class Kind(models.Model):
    """What matters come in, as data; declared by a programme, whose app its `key` begins with.

    `name` and the labels of `grades` are message ids. `grades`: [{"key", "label", "rule"}], the first is
    where a case begins; its rule says by when there is an answer. A rule of time is one of
    {"hours": n}, {"days": n} and {"working_days": n}.
    `needs`: [{"key", "name", "before", "is_paper", "grades"}], what must be there before a stage or the end,
    see `Need`; without grades it is asked of all.
    """

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    grades = models.JSONField()
    sign_rule = models.CharField(max_length=60)
    # Seen by the unions that work on it and by nobody above them.
    is_sensitive = models.BooleanField(_("只由经办工会查看"), default=False)
    # Workers may send one from their phones; the others are taken in at a desk, or by the programme.
    is_open = models.BooleanField(default=False)
    # The nearest union above the sender of one of these kinds takes it in; none named: the sender's own.
    taker_kinds = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    needs = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("办件类型")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the reader."""
        return spoken(self.name)

    @property
    def first_grade(self) -> str:
        return str(self.grades[0]["key"])

    def grade_label(self, key: str) -> str:
        return next((spoken(each["label"]) for each in self.grades if each["key"] == key), key)

    def grade_rule(self, key: str) -> str:
        return next(str(each["rule"]) for each in self.grades if each["key"] == key)

    def needs_of(self, grade: str) -> list[dict[str, Any]]:
        """What is asked for in a case of this grade."""
        return [each for each in self.needs if not each["grades"] or grade in each["grades"]]

    def has_grade(self, key: str) -> bool:
        return any(each["key"] == key for each in self.grades)


class Flow(Bound):
    """办理流程: which of the steps that may be left out a union and those below it use for one kind. A change
    is another row: what is under way goes on by the one it came in under."""

    class Step(models.TextChoices):
        BY_LEVELS = "by_levels", _("逐级反馈")
        CALLBACK = "callback", _("办结前回访")
        QUALITY_CHECK = "quality_check", _("归档前质检")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="flows", db_index=False)
    steps = ArrayField(models.CharField(max_length=16, choices=Step), default=list, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField(db_default=Now())
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("办理流程")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"], condition=Q(is_current=True), name="one_current_flow"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind_id}"

    def uses(self, step: str) -> bool:
        return step in self.steps
