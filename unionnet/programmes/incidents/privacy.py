# SPDX-License-Identifier: Apache-2.0
"""What happened stands in the case, which is sensitive; here is who answers for what, in office."""

from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = (
    Declaration("incidents.Incident", INTERNAL, why="网络安全事件的级别、时限和结果"),
    Declaration("incidents.DutyLine", INTERNAL, why=_("值班分工，以任职身份列入"), acts=("person", "set_by")),
)
