# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Concat, Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.tools.returns.models.returns import Return


class FirmLine(Bound):
    """One firm at one occasion. A line counts for 家次; lines with one `known_as` are one firm (家): the code
    where it is known, else the spelling. Where the code cannot be one, nobody can say which firm it is: the
    line stays, marked, and counts for neither until it is put right."""

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="firms", db_index=False)
    name = models.CharField(_("单位名称"), max_length=120)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    code_is_wrong = models.BooleanField(_("代码有误"), default=False, db_default=False)
    occasion = models.CharField(_("活动场次"), max_length=60, blank=True)
    known_as = models.GeneratedField(
        expression=Case(
            When(~Q(uscc=""), then=F("uscc")),
            default=Concat(Value("="), F("name")),
        ),
        output_field=models.CharField(max_length=121, db_collation="C"),
        db_persist=True,
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("名单上的单位")
        constraints = [
            models.UniqueConstraint(
                fields=["of", "known_as", "occasion"],
                condition=Q(code_is_wrong=False),
                name="a_firm_once_an_occasion",
            ),
            models.UniqueConstraint(
                fields=["of", "uscc", "name", "occasion"],
                condition=Q(code_is_wrong=True),
                name="a_wrong_code_once_a_name",
            ),
            models.CheckConstraint(
                condition=Q(uscc="", code_is_wrong=False)
                | ~Q(uscc="") & (Q(code_is_wrong=True) | Q(uscc__regex=r"^[0-9A-Z]{18}$")),
                name="a_code_that_counts_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["name"], condition=~Q(uscc=""), name="firm_named")]

    def __str__(self) -> str:
        return self.name
