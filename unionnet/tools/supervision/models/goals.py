# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField


class Goal(Bound):
    """重点工作: a node of the tree under which items stand, at most three levels deep (DG-01). Its progress
    is worked out from what is below, by weight."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    position = models.PositiveSmallIntegerField(default=0)
    group = models.CharField(_("类别"), max_length=40, blank=True)
    title = models.CharField(_("重点工作"), max_length=80)
    weight = models.PositiveSmallIntegerField(_("权重"), default=1)
    # The recipe it came from: loaded twice, it stands once.
    origin = models.CharField(max_length=40, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("停用时间"), null=True)

    class Meta:
        verbose_name = _("重点工作")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "origin"], condition=~Q(origin=""), name="a_recipe_is_loaded_once"
            ),
            models.CheckConstraint(condition=Q(weight__range=(1, 100)), name="goal_weight"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="no_goal_below_itself"),
        ]
        indexes = [models.Index(fields=["organisation", "position"], name="goals_of_union")]

    def __str__(self) -> str:
        return self.title
