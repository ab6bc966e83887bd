# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from allauth.core.exceptions import RateLimited
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Account, Person, Role
from unionnet.directory.people.posts import posts_in_force
from unionnet.directory.people.queries import has_second_factor, roles_of, today
from unionnet.foundation.demo import is_demo
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import on_behalf_of
from unionnet.foundation.ui.middleware import show_refusal

CHOSEN_POST = "people_post"
GUARDED = ("/desk", "/screen")
GUARDED_BY_TWO = "people_two_factors"


class MemberRequest(HttpRequest):
    """A request whose sender we know."""

    user: Account
    person: Person
    posts: Posts
    post: Post


@dataclass(frozen=True)
class Post:
    """One of the posts a person may act with; number 0 is all of them."""

    pk: int
    label: str
    path: str = ""
    giver: int = 0  # the person who lent it; 0 for one's own

    def __str__(self) -> str:
        return self.label


class Posts:
    """What a person with several posts may switch between; read only when a shell draws it."""

    def __init__(self, person: Person) -> None:
        self._person = person

    @cached_property
    def _all(self) -> list[Post]:
        held = posts_in_force(self._person)
        lent = any(post.verbs for post in held)
        if len(held) < 2 and not lent:  # known already: nothing to switch, nothing to ask
            return []
        known = {post.pk for post in held}
        roles = [role for role in roles_of(self._person, today()) if role.pk in known]
        return [Post(0, _("全部任职")), *(_post_of(role) for role in roles)]

    def __iter__(self) -> Iterator[Post]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


def label_of(role: Role) -> str:
    """Where, and as what; for a lent post, for whom."""
    what = f"{role.organisation.name} · {role.title or role.get_name_display()}"
    return _("代%(name)s：%(post)s") % {"name": role.lent_by.person, "post": what} if role.lent_by else what


def _post_of(role: Role) -> Post:
    giver = role.lent_by.person_id if role.lent_by else 0
    return Post(role.pk, label_of(role), role.organisation.path, giver)


class WhoIsAsking:
    """Sets `request.person` (None for a stranger), `request.may(verb)`, and on whose behalf the database is
    asked while the request lasts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user if request.user.is_authenticated else None
        with on_behalf_of(account.person_id if account else None):
            return self._answered(request, account.person if account else None)

    def _answered(self, request: HttpRequest, person: Person | None) -> HttpResponse:
        if person:
            person.is_asking = True
            posts, chosen = Posts(person), Post(**request.session.get(CHOSEN_POST, {"pk": 0, "label": ""}))
            person.within = chosen.path
            if chosen.giver:
                person.stands_in, person.stands_for = chosen.pk, chosen.giver
        request.posts = posts if person else ()  # type: ignore[attr-defined]
        request.post = chosen if person else ""  # type: ignore[attr-defined]
        request.person = person  # type: ignore[attr-defined]
        request.may = person.may if person else lambda verb: False  # type: ignore[attr-defined]
        answer = self.get_response(request)
        if person and not request.user.is_authenticated:
            # Signed out just now: the browser forgets the pages it holds, also those behind its back button.
            answer["Clear-Site-Data"] = '"cache"'
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A code asked for too often is a no with its reason, and no fault of ours."""
        if not isinstance(exception, RateLimited):
            return None
        return show_refusal(request, Refusal("too_many_requests", _("请求太频繁，请稍后再试。")))


class StaffHaveTwoFactors:
    """Those who may open the desk set up a second factor first (SE-02). Waived in a demo, which says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_missing(request):
            messages.warning(request, _("工作台涉及会员信息，请先设置第二道验证（验证器应用或通行密钥）。"))
            return redirect("mfa_index")
        return self.get_response(request)

    def _is_missing(self, request: HttpRequest) -> bool:
        if not settings.UNIONNET_SECOND_FACTOR or not request.path.startswith(GUARDED) or is_demo():
            return False
        if request.session.get(GUARDED_BY_TWO) or not request.may("desk.open"):  # type: ignore[attr-defined]
            return False
        account = request.user
        if isinstance(account, Account) and has_second_factor(account):
            request.session[GUARDED_BY_TWO] = True
            return False
        return True
