# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound

# The one kind that is always there: any request, in the words of its sender.
PLAIN = "submissions.plain"
PLAIN_NAME = gettext_noop("一般请示")
REPLY_RULE = "SUB-01.reply_working_days"


def spoken(label: str) -> str:
    """A message id of a kind in the language of the reader."""
    return gettext(label)


class Kind(Bound):
    """What may be asked of the level above, as data: who decides, and which steps lie between.

    `key` begins with the app that declares it. `name` and the labels inside `questions` and `papers` are
    message ids. `questions`: [{"name", "label", "type": "text|long|number|date", "required"}];
    `papers`: [{"key", "label", "required"}].

    A local kind is made by `organisation`, which decides, for the unions below it. Its versions share a
    `line`; one of them is open. Everybody below reads it, so it lies behind no wall.
    """

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    series = models.CharField(max_length=24, default="general")
    # The nearest union above of one of these kinds decides; none named: the one directly above.
    decider_kinds = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    is_recommended = models.BooleanField(_("逐级推荐"), default=False)
    is_reviewed = models.BooleanField(_("先审核后批复"), default=False)
    quota_a_year = models.PositiveSmallIntegerField(_("每年名额"), null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(_("公示工作日"), default=0)
    recheck_months = models.PositiveSmallIntegerField(_("复核间隔（月）"), default=0)
    reply_rule = models.CharField(max_length=60, default=REPLY_RULE)
    questions = models.JSONField(default=list, blank=True)
    papers = models.JSONField(default=list, blank=True)
    # Officers may begin one at the desk; the others are begun by the programme that declares them.
    is_open = models.BooleanField(default=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    line = models.CharField(max_length=12, blank=True, default="", db_default="")
    version = models.PositiveSmallIntegerField(_("版本"), default=1, db_default=1)
    reply_days = models.PositiveSmallIntegerField(_("办理工作日"), null=True, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("申报类型")
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=True, line="")
                | (Q(organisation__isnull=False, made_by__isnull=False) & ~Q(line="")),
                name="a_local_kind_has_a_maker",
            ),
            models.UniqueConstraint(
                fields=["line", "version"], condition=~Q(line=""), name="a_version_is_made_once"
            ),
            models.UniqueConstraint(
                fields=["line"],
                condition=~Q(line="") & Q(closed_at__isnull=True),
                name="one_version_is_open",
            ),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(organisation__isnull=False, closed_at__isnull=True),
                name="one_open_kind_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the reader."""
        return spoken(self.name)

    def paper_label(self, key: str) -> str:
        """What the paper with that key is called; other papers have a title of their own."""
        return next((spoken(each["label"]) for each in self.papers if each["key"] == key), "")
