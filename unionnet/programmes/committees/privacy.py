# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import INTERNAL, PERSONAL, Declaration

FOREVER = _("长期：届次档案")
ERASURE = _("断开与本人的关联，保留届次和职务")
DECLARATIONS = [
    Declaration("committees.Committee", INTERNAL, why=_("两委的届次和任期")),
    Declaration(
        "committees.Seat",
        PERSONAL,
        why=_("谁在哪一届担任什么职务"),
        keeps=FOREVER,
        erasure=ERASURE,
        fields=("person", "name"),
    ),
    Declaration("committees.Election", INTERNAL, why=_("换届的筹备、选举和批复")),
    Declaration("committees.Race", INTERNAL, why=_("换届要选举的机构和到会人数")),
    Declaration(
        "committees.Candidate",
        PERSONAL,
        why=_("候选人和得票"),
        keeps=FOREVER,
        erasure=ERASURE,
        fields=("person", "name"),
    ),
    Declaration("committees.Permission", INTERNAL, why=_("提前、延期换届和调动主席的请示与答复")),
    Declaration("committees.Reminder", INTERNAL, why=_("届满和空缺提醒只发一次")),
    Declaration("committees.Checkup", INTERNAL, why=_("各工会两委的情况一览")),
]
