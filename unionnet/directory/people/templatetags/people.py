# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from unionnet.directory.people.occupations import occupation_label
from unionnet.directory.people.queries import demo_accounts
from unionnet.directory.people.wechat import is_offered
from unionnet.foundation.demo import is_demo
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.foundation.ui.tags.words import mask

register = template.Library()
register.filter("occupation", occupation_label)


@register.inclusion_tag("people/_demo_signins.html", takes_context=True)
def demo_signins(context: Context) -> dict[str, Any]:
    """One button a kind of person; nothing outside a demo."""
    if not is_demo():
        return {"people": []}
    there = set(demo_accounts().values_list("login", flat=True)[:200])
    language = "en" if get_language() == "en" else "zh"
    lines = [line for line in import_string(settings.UNIONNET_DEMO_SIGNINS)() if line["login"] in there]
    people = [{"label": line[language], "login": line["login"], "path": line["path"]} for line in lines]
    return {"people": people, "csrf_token": context.get("csrf_token"), "request": context.get("request")}


@register.simple_tag(takes_context=True)
def wechat_is_offered(context: Context) -> bool:
    return is_offered(context["request"])


@register.simple_tag
def who(person: Any, membership: Any = None) -> SafeString:
    """Visitor, real-name user or member: word, colour and sign differ, so that nobody takes one for another.
    `membership` is what binds the person to a union, if anything does."""
    if membership is not None and membership.is_member:
        return tag(pgettext("one", "会员"), "ok", "card")
    if person.is_real_name:
        return tag(pgettext("one", "实名用户"), "info", "person")
    return tag(_("访客"), "", "eye")


@register.filter
def tail(mobile: Any) -> str:
    """The last four digits, which is all a page needs to say which phone."""
    return str(mobile or "")[-4:]


@register.filter
def shown(row: Any, field: str) -> str:
    """A sealed value with its middle hidden. The clear value goes no further than this line."""
    sealed = getattr(row, field)
    kind = "phone" if field == "mobile" else "id"
    return mask(sealed.open(), kind) if sealed else "—"


@register.filter
def may(verb: str, request: HttpRequest) -> bool:
    return bool(request.may(verb))  # type: ignore[attr-defined]


@register.filter
def device(agent: str) -> str:
    """A browser and a system in words a person recognises; the long string says nothing to anybody."""
    browsers = {
        "MicroMessenger": _("微信"),
        "Edg": "Edge",
        "Firefox": "Firefox",
        "Chrome": "Chrome",
        "Safari": "Safari",
    }
    systems = {
        "Android": "Android",
        "iPhone": "iPhone",
        "iPad": "iPad",
        "Windows": "Windows",
        "Mac OS": "macOS",
        "Linux": "Linux",
    }
    found = [
        next((str(name) for mark, name in known.items() if mark in agent), "")
        for known in (browsers, systems)
    ]
    return " · ".join(name for name in found if name) or _("未知设备")
