# SPDX-License-Identifier: Apache-2.0
"""`{% load ui %}`: one library made of the families in `ui/tags`."""

from __future__ import annotations

from django.template import Library

from unionnet.foundation.ui.tags import boxes, buttons, drawings, frame, icons, lists, screens, stories, words

register = Library()
for family in (boxes, buttons, drawings, frame, icons, lists, screens, stories, words):
    register.tags.update(family.register.tags)
    register.filters.update(family.register.filters)
