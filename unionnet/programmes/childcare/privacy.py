# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import DELETE, INTERNAL, PERSONAL, PUBLIC, SENSITIVE, Declaration, Lasts

DAYS_KEPT = 30
KEEPS = _("托管班结束后 30 天")
WITH_THE_CHILD = _("随孩子的登记删除：最后一个托管班结束后 30 天")
ERASED = _("随即删除")
OVER = (Lasts("care_class__offer__ends_at", DAYS_KEPT),)
ABOUT = ("child__person", "child__guardian")
PURPOSE = "childcare"

DECLARATIONS = (
    Declaration("childcare.CareClass", PUBLIC, why=_("托管班的地点、日期和时间")),
    Declaration(
        "childcare.Duty",
        PERSONAL,
        why=_("谁在托管班值班"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("person",),
        on_erasure=DELETE,
        lasts=OVER,
    ),
    Declaration(
        "childcare.Child",
        SENSITIVE,
        why=_("孩子和监护人"),
        keeps=WITH_THE_CHILD,
        erasure=_("随即删除，连同孩子的人员登记"),
        fields=("person", "guardian", "relation"),
        purpose=PURPOSE,
        about=("person", "guardian"),
        on_erasure="unionnet.programmes.childcare.actions.forget_of",
    ),
    Declaration(
        "childcare.GuardianConsent",
        INTERNAL,
        why=_("监护人何时同意、何时撤回"),
        purpose=PURPOSE,
        about=ABOUT,
        on_erasure=DELETE,
    ),
    Declaration(
        "childcare.SpecialCare",
        SENSITIVE,
        why=_("孩子的过敏、用药等特别照护"),
        keeps=WITH_THE_CHILD,
        erasure=ERASED,
        fields=("text",),
        purpose=PURPOSE,
        about=ABOUT,
        on_erasure=DELETE,
    ),
    Declaration(
        "childcare.Pickup",
        SENSITIVE,
        why=_("谁可以接走孩子"),
        keeps=WITH_THE_CHILD,
        erasure=ERASED,
        fields=("name", "relation", "phone", "photo"),
        purpose=PURPOSE,
        about=ABOUT,
        on_erasure=DELETE,
    ),
    Declaration(
        "childcare.Entry",
        SENSITIVE,
        why=_("孩子报了哪个托管班"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("child", "guardian"),
        purpose=PURPOSE,
        about=("child__person", "guardian"),
        on_erasure=DELETE,
        lasts=OVER,
    ),
    Declaration(
        "childcare.CareDay",
        SENSITIVE,
        why=_("孩子几点到班、几点由谁接走"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("child", "day", "came_at", "left_at", "pickup"),
        purpose=PURPOSE,
        about=ABOUT,
        on_erasure=DELETE,
        lasts=OVER,
    ),
)
