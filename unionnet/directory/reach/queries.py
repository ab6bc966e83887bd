# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.consents import GROUP_NOTICES
from unionnet.directory.people.models import Consent, Person, Standing
from unionnet.directory.people.purposes import leaves_out
from unionnet.directory.reach.gateways import open_channels
from unionnet.directory.reach.kinds import FAMILIES, Family
from unionnet.directory.reach.models import Delivery, Message, Notice, Preference
from unionnet.directory.reach.rules import why_not_confirm
from unionnet.foundation.prepared import prepared
from unionnet.foundation.refusals import Refusal

SHOWN = 50
SAMPLE = 5000


def notices_seen_by(person: Person) -> QuerySet[Notice]:
    """Only one's own."""
    return Notice.objects.filter(person=person)


def unread_count(person: Person) -> int:
    return _unread.first(person.pk) or 0


@prepared
def _unread(person: int) -> QuerySet[Notice, int]:
    """Every page of somebody signed in shows it."""
    unread = Notice.objects.filter(person=person, read_at__isnull=True).order_by()
    return unread.values("person").annotate(n=Count("pk")).values_list("n", flat=True)


def texts_held_by(person: Person, channel: str) -> QuerySet[Delivery]:
    """What reached this person through one outer channel, for the simulators of the demo."""
    sent = Delivery.objects.filter(notice__person=person, channel=channel, state=Delivery.State.SENT)
    return sent.select_related("notice").order_by("-sent_at", "-id")


@dataclass(frozen=True)
class Inbox:
    """What is new (the latest 50 and how many in all) and what was read."""

    unread: list[Notice]
    count: int
    read: QuerySet[Notice]


def inbox_of(person: Person) -> Inbox:
    mine = notices_seen_by(person)
    unread = mine.filter(read_at__isnull=True)
    shown = list(unread.order_by("-created_at", "-id")[:SHOWN])
    count = len(shown) if len(shown) < SHOWN else unread.count()
    return Inbox(shown, count, mine.filter(read_at__isnull=False))


@dataclass(frozen=True)
class Choice:
    """One family with its switches as this person has set them."""

    family: Family
    switches: tuple[tuple[str, str, bool], ...]


def choices_of(person: Person) -> list[Choice]:
    """Every family and every open channel: (channel, label, is on)."""
    rows = {(row.family, row.channel): row.is_on for row in Preference.objects.filter(person=person)}
    return [
        Choice(
            family,
            tuple(
                (
                    channel,
                    str(Delivery.Channel(channel).label),
                    rows.get((name, channel), channel in family.defaults),
                )
                for channel in open_channels()
            ),
        )
        for name, family in FAMILIES.items()
    ]


def messages_seen_by(person: Person) -> QuerySet[Message]:
    """What was written to the members of the unions in this officer's reach."""
    reach = person.reach("reach.send")
    return Message.objects.filter(reach.q()).select_related("organisation", "sender")


def found_messages(person: Person, words: str = "", state: str = "") -> QuerySet[Message]:
    """The list of the desk, with how many have read each."""
    found = messages_seen_by(person).annotate(read=Coalesce(_readers(), 0))
    if words:
        found = found.filter(Q(title__icontains=words) | Q(text__icontains=words))
    states = {
        "draft": Q(confirmed_at__isnull=True),
        "spreading": Q(confirmed_at__isnull=False, finished_at__isnull=True),
        "spread": Q(finished_at__isnull=False),
    }
    return found.filter(states.get(state, Q()))


def _readers() -> Subquery:
    read = Notice.objects.filter(message=OuterRef("pk"), read_at__isnull=False).order_by()
    return Subquery(read.values("message").annotate(n=Count("pk")).values("n"))


def organisations_to_write_to(person: Person) -> QuerySet[Organisation]:
    """The unions whose members this officer may write to: their own and two levels below."""
    reach = person.reach("reach.send")
    longest = max((len(path) for path in reach.paths), default=0) + 2 * SEGMENT
    below = Organisation.objects.alias(long=Length("path")).filter(reach.q("path"), long__lte=longest)
    return below.order_by("path")


def tags_in_use(person: Person) -> list[str]:
    """The tags that members in this officer's reach carry, from a sample: for choosing an audience."""
    tagged = Standing.objects.filter(person.reach("reach.send").q("path")).exclude(tags=[])[:SAMPLE]
    return sorted({tag for tags in tagged.values_list("tags", flat=True) for tag in tags})


@leaves_out(GROUP_NOTICES.purpose)
def audience(organisation: Organisation, tags: Sequence[str] = ()) -> QuerySet[Standing]:
    """Members of the union and of all below; by tags, those who did not refuse that (PI-13)."""
    found = Standing.objects.filter(path__gte=organisation.path, path__lt=organisation.path_end)
    if not tags:
        return found
    said = Consent.objects.filter(person=OuterRef("person_id"), purpose=GROUP_NOTICES.purpose)
    refused = Exists(said.filter(withdrawn_at__isnull=False)) & ~Exists(
        said.filter(withdrawn_at__isnull=True)
    )
    return found.filter(tags__overlap=list(tags)).exclude(refused)


@dataclass(frozen=True)
class Preview:
    """What a draft would do: persons in all, and those a text message could reach."""

    people: int
    texts: int
    refusal: Refusal | None


def preview_of(message: Message) -> Preview:
    counts = audience(message.organisation, message.tags).aggregate(
        people=Count("pk"), texts=Count("pk", filter=Q(person__mobile_index__isnull=False))
    )
    refusal = why_not_confirm(message, counts["people"])
    return Preview(counts["people"], counts["texts"] if message.by_text else 0, refusal)


@dataclass(frozen=True)
class Progress:
    """How far a message came: `reached` of `people`, `read` of `reached`, `texts_sent` of `texts`."""

    people: int
    reached: int
    read: int
    texts: int
    texts_sent: int
    texts_failed: int


def progress_of(message: Message) -> Progress:
    """The counts of the progress page, in two queries."""
    texts = Delivery.objects.filter(notice__message=message, channel=Delivery.Channel.SMS).aggregate(
        all=Count("pk"),
        sent=Count("pk", filter=Q(state=Delivery.State.SENT)),
        failed=Count("pk", filter=Q(state=Delivery.State.FAILED)),
    )
    read = Notice.objects.filter(message=message, read_at__isnull=False).count()
    return Progress(message.people, message.reached, read, texts["all"], texts["sent"], texts["failed"])
