# SPDX-License-Identifier: Apache-2.0
"""The questions of knowledge: what is found for somebody's words, and how sure one may be of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.rulebook import Ruling
from unionnet.foundation.scope import everything
from unionnet.programmes.knowledge.articles import articles_in_force, words_in
from unionnet.programmes.knowledge.models import Answer
from unionnet.programmes.knowledge.rules import SEE
from unionnet.tools.casework.lexemes import words_of
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.models.cases import DONE
from unionnet.tools.casework.queries import cases_seen_by, topmost, union_of

# Asked with every question, and telling nothing of what it is about.
EMPTY = frozenset(
    (
        *(
            "怎么",
            "怎样",
            "怎么办",
            "如何",
            "什么",
            "哪些",
            "哪里",
            "多少",
            "多久",
            "几天",
            "可以",
            "能",
            "能不能",
        ),
        *(
            "是不是",
            "有没有",
            "吗",
            "呢",
            "吧",
            "啊",
            "的",
            "了",
            "是",
            "我",
            "我们",
            "你们",
            "请问",
            "请",
            "想",
        ),
        *(
            "要",
            "需要",
            "应该",
            "没",
            "没有",
            "有",
            "和",
            "在",
            "给",
            "被",
            "把",
            "就",
            "都",
            "也",
            "还",
            "不",
        ),
        *("到", "去", "一个", "这个", "那个", "单位", "工会"),
    )
)
LONGEST = 200
LOOKED_AT = 20
SHOWN = 4
ARTICLES = 3
# Of the words that count, weighed by their length, how many are found: below NEAR it is not shown, from SURE
# on it is taken for an answer.
NEAR, SURE = 0.34, 0.6
IN_THE_TEXT = 0.8  # what a word is worth that stands in the answer and not in its question


@dataclass(frozen=True)
class Hit:
    answer: Answer
    fit: float


@dataclass(frozen=True)
class Found:
    """`is_sure`: the first of `hits` may stand as the answer; else a person should answer."""

    hits: list[Hit]
    articles: list[Ruling]

    @property
    def is_sure(self) -> bool:
        return bool(self.hits) and self.hits[0].fit >= SURE


def answers_seen_by(person: Person) -> QuerySet[Answer]:
    """At the desk: of the unions within reach, in every state."""
    rows = Answer.objects.filter(person.reach(SEE).q("organisation__path"))
    return rows.select_related("organisation").defer("words")


@everything("what is published is for everybody below the union that gave it")
def answers_told_to(person: Person | None, on: date) -> list[Answer]:
    """The newest that hold today, of the reader's own union and of those above it."""
    return list(_told(union_for(person), on).order_by("-published_at", "-id")[:LOOKED_AT])


@everything("what is published is for everybody below the union that gave it")
def answer_told_to(person: Person | None, public_id: str, on: date) -> Answer | None:
    return _told(union_for(person), on).filter(public_id=public_id).first()


@everything("what is published is for everybody below the union that gave it")
def found_for(person: Person | None, question: str, on: date) -> Found:
    """As the reader reads: of their own union and those above it."""
    return found_at(union_for(person), question, on)


@everything("what is published is for everybody below the union that gave it")
def found_at(union: Organisation | None, question: str, on: date) -> Found:
    """Answers from an index, articles from the rulebook, as both hold at that union; the one that fits best
    first."""
    asked = telling_words(question[:LONGEST])
    if not asked:
        return Found([], [])
    any_word = SearchQuery(" | ".join(f"'{word}'" for word in asked), search_type="raw", config="simple")
    rows = _told(union, on).filter(words=any_word).annotate(rank=SearchRank(F("words"), any_word))
    hits = [Hit(each, _fit(asked, each)) for each in rows.order_by("-rank", "-id")[:LOOKED_AT]]
    hits = [hit for hit in hits if hit.fit >= NEAR]
    hits.sort(key=lambda hit: (-hit.fit, -hit.answer.pk))
    return Found(hits[:SHOWN], _articles(asked, union.county_code if union else "", on))


def telling_words(text: str) -> list[str]:
    """The words of a question that say what it is about."""
    return [word for word in words_of(text) if word not in EMPTY]


def union_for(person: Person | None) -> Organisation | None:
    """Whose answers somebody reads: their own union's and those above it; a visitor the topmost one's."""
    return (union_of(person) if person else None) or topmost()


def closed_without_answer(person: Person) -> QuerySet[Case]:
    """What an answer may grow out of: closed, not told in confidence, and none has grown yet."""
    grown = Exists(Answer.objects.filter(case=OuterRef("pk")))
    rows = cases_seen_by(person).filter(state__in=DONE, is_sensitive=False).exclude(reply="")
    return rows.filter(~grown).order_by("-id")


def in_state(rows: QuerySet[Answer], state: str, on: date) -> QuerySet[Answer]:
    """The filter of the list; any other word is no filter."""
    standing = Q(published_at__isnull=False, withdrawn_at__isnull=True)
    wanted = {
        "draft": Q(published_at__isnull=True, withdrawn_at__isnull=True),
        "open": standing & (Q(valid_until__isnull=True) | Q(valid_until__gte=on)),
        "over": standing & Q(valid_until__lt=on),
        "withdrawn": Q(withdrawn_at__isnull=False),
    }
    return rows.filter(wanted[state]) if state in wanted else rows


def _told(union: Organisation | None, on: date) -> QuerySet[Answer]:
    path = union.path if union else ""
    line = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    rows = Answer.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True)
    rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on)
    return rows.filter(organisation__path__in=line).select_related("organisation").defer("words")


def _fit(asked: Collection[str], answer: Answer) -> float:
    """Between 0 and 1."""
    title, whole = words_in(answer.question), words_in(f"{answer.question}\n{answer.text}")
    weighed = (len(word) * (1.0 if word in title else IN_THE_TEXT) for word in asked if word in whole)
    return sum(weighed) / sum(len(word) for word in asked)


def _articles(asked: Collection[str], where: str, on: date) -> list[Ruling]:
    """Those of which the words are found, at least two of them."""
    total = sum(len(word) for word in asked)
    found: list[tuple[float, Ruling]] = []
    for ruling, words in articles_in_force(where, on):
        same = [word for word in asked if word in words and len(word) > 1]
        fit = sum(len(word) for word in same) / total
        if len(same) > 1 and fit >= NEAR:
            found.append((fit, ruling))
    found.sort(key=lambda pair: (-pair[0], pair[1].citation.rule))
    return [ruling for _fit_of, ruling in found[:ARTICLES]]
