# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField


class Layout(Bound):
    """A sheet another system wants filled, and which of our figures goes where in it. `places` by the code of
    a figure, or UNIT, or PERIOD: a column (C) where each unit has a row, a cell (C5) where there is one set
    of figures. Kept for all versions and periods of a form, which share a `line`."""

    class Kind(models.TextChoices):
        ROWS = "rows", _("每个单位一行")
        ONE = "one", _("一张表一组数")

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    line = models.CharField(max_length=12)
    kind = models.CharField(_("样式"), max_length=4, choices=Kind)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sheet = models.CharField(_("工作表"), max_length=80)
    first_row = models.PositiveIntegerField(_("从第几行开始"), null=True)
    places = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("给定的表样")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "line", "kind"], name="one_layout_a_kind"),
            models.CheckConstraint(
                condition=Q(kind="rows", first_row__gte=1) | Q(kind="one", first_row=None),
                name="a_layout_of_rows_says_where_they_begin",
            ),
        ]

    def __str__(self) -> str:
        return self.file.name
