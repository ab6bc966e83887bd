# SPDX-License-Identifier: Apache-2.0
"""A list of names as officers have it: one a line, with a card number where there is one, and a post."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.people.queries import member_by_card
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import cleaned
from unionnet.programmes.committees.models import Post

MOST_LINES = 100
LONGEST_NAME = 60
BETWEEN = re.compile(r"[,，;；、\s]+")
CARD = re.compile(r"[0-9]{8,24}")
POSTS = {
    "主席": Post.CHAIR,
    "主任": Post.CHAIR,
    "组织员": Post.CHAIR,
    "常务副主席": Post.EXECUTIVE_VICE_CHAIR,
    "副主席": Post.VICE_CHAIR,
    "副主任": Post.VICE_CHAIR,
    "委员": Post.MEMBER,
    "chair": Post.CHAIR,
    "vice-chair": Post.VICE_CHAIR,
    "member": Post.MEMBER,
}


@dataclass(frozen=True)
class Named:
    """Somebody on a list: a person of the register, or only a name."""

    name: str
    person: Person | None = None
    post: str = Post.MEMBER

    @property
    def fields(self) -> dict[str, object]:
        """For a row that holds a person, or else a name."""
        return {"person": self.person, "name": "" if self.person else self.name, "post": self.post}

    @property
    def holder(self) -> str:
        return self.person.name if self.person else self.name


def read_names(text: str) -> list[Named]:
    """`张三 主席`, `李四，500235000012`, `王五`. Raises a Refusal that names the line."""
    lines = [line for line in cleaned(text).splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise Refusal("too_many_names", _("一次最多填写 %(n)s 个名字。"), n=MOST_LINES)
    found = [_read(line) for line in lines]
    for number, each in enumerate(found):
        if each.holder in {other.holder for other in found[:number]}:
            raise Refusal("named_twice", _("“%(name)s”写了两次；同名的请注明会员证号。"), name=each.holder)
    return found


def _read(line: str) -> Named:
    words = [word for word in BETWEEN.split(line.strip()) if word]
    card = next((word for word in words if CARD.fullmatch(word)), "")
    posts = [POSTS[word.lower()] for word in words if word.lower() in POSTS]
    name = " ".join(word for word in words if word != card and word.lower() not in POSTS)[:LONGEST_NAME]
    post = posts[0] if posts else Post.MEMBER
    if not card:
        if not name:
            raise Refusal("no_name", _("“%(line)s”这一行没有姓名。"), line=line[:30])
        return Named(name, post=post)
    person = member_by_card(card)
    if person is None or (name and name != person.name):
        raise Refusal("no_such_card", _("“%(line)s”：会员证号与姓名对不上，请核对。"), line=line[:30])
    return Named(person.name, person, post)
