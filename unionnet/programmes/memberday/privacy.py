# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import INTERNAL, PUBLIC, Declaration

DECLARATIONS = (
    Declaration("memberday.MemberDay", PUBLIC, why=_("会员日的名称和日子")),
    Declaration("memberday.Session", INTERNAL, why=_("会员日的各期")),
)
