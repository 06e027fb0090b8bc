"""This month's call to entities in the demo, with items that are differently far; no letters."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5

from django.utils import translation

from cms import catalogue
from cms.catalogue import Question
from cms.teaser import Kind
from newsletter.actions.draft_news import draft_news
from newsletter.actions.write_to_contact import link_of
from newsletter.call_days import local_day, why_free
from newsletter.models import CallRecipient, EntityContact, EntityItem, ItemCall, ItemState

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from cms.demo.seeding import Seeder
    from cms.models import ContentPage, Entity

_NAMESPACE: Final = UUID("8b0c3c52-7e0b-4c5d-9d3e-1f6f0a9e4b27")
#: How long before the demo's moment the entities were asked, and until when they have time.
_ASKED: Final = timedelta(days=12)
_LEFT: Final = timedelta(days=9)

GUIDANCE: Final = (
    "نرجو خدمة أو تطبيقاً أُطلق هذا الشهر، أو إنجازاً مع رقم واحد يبيّنه، في ثلاث جمل إلى خمس، "
    "وصورة إن وُجدت. ويكفي أن تكتبوا بلغة واحدة."
)
NAMES: Final = (
    "عائشة المنصوري",
    "سالم الكعبي",
    "مريم الشامسي",
    "خالد النعيمي",
    "نورة الحمادي",
    "راشد الظاهري",
)
#: What came: the place of its entity among the demo's, how far it is, its words.
SENT: Final[tuple[tuple[int, ItemState, dict[str, str]], ...]] = (
    (
        0,
        ItemState.RECEIVED,
        {
            "title_ar": "تجديد الرخصة من الهاتف في دقيقتين",
            "text_ar": "أطلقنا تجديد الرخص من التطبيق من دون زيارة أو أوراق.\n"
            "جدّد 12 ألف متعامل رخصهم في الأسبوع الأول، في دقيقتين في المتوسط.",
            "title_en": "Renewing a licence by phone in two minutes",
            "text_en": "Licences are now renewed in the app, without a visit or papers.\n"
            "In the first week 12,000 people did so, in two minutes on average.",
            "link": "https://example.gov.ae/renew",
        },
    ),
    (
        1,
        ItemState.RECEIVED,
        {
            "title_ar": "مركز اتصال يجيب بلغة الإشارة",
            "text_ar": "صار مركز الاتصال يستقبل مكالمات مرئية بلغة الإشارة على مدار الساعة.",
        },
    ),
    (
        2,
        ItemState.ACCEPTED,
        {
            "title_ar": "لوحة بيانات مفتوحة لجودة الهواء",
            "text_ar": "نشرنا قراءات 54 محطة لجودة الهواء في لوحة مفتوحة تُحدَّث كل ساعة.",
            "link": "https://example.gov.ae/air",
        },
    ),
    (
        3,
        ItemState.DECLINED,
        {
            "title_en": "Our annual report is out",
            "text_en": "The annual report of the entity can be downloaded from our site.",
        },
    ),
    (
        1,
        ItemState.MERGED,
        {
            "title_ar": "تجديد الرخص: تجربة فروعنا",
            "text_ar": "خففت الخدمة الجديدة الازدحام في ستة من فروعنا.",
        },
    ),
)
#: Whose item is read already; the entity after it has sent nothing.
_READ: Final = 4
REASON: Final = "A report by itself is no news for our readers; tell us what it changed for people."


def seed_items(seeder: Seeder) -> None:
    """Makes what is missing; a call that is there stays as the managers left it."""
    entities = list(seeder.entities.values())
    if len(entities) < len(NAMES):
        return
    today = local_day(seeder.now)
    asked = seeder.now - _ASKED
    call, made = ItemCall.objects.get_or_create(
        month=today.replace(day=1),
        defaults={
            "deadline": _working_day(today + _LEFT),
            "guidance": GUIDANCE,
            "opened_by": seeder.editor,
            "opened_at": asked,
        },
    )
    contacts = [_contact(entity, name) for entity, name in zip(entities, NAMES, strict=False)]
    if not made:
        return
    recipients = CallRecipient.objects.bulk_create(
        CallRecipient(call=call, contact=contact, asked_at=asked) for contact in contacts
    )
    items = [
        _item(call, contacts[place], number, words, seeder)
        for number, (place, _state, words) in enumerate(SENT)
    ]
    for item, (_place, state, _words) in zip(items, SENT, strict=True):
        _decide(item, state, items[0], seeder)
    _publish(call, contacts[_READ], seeder)
    with translation.override(contacts[0].language):
        seeder.say(f"items of an entity: {link_of(recipients[0])}")


def _working_day(day: date) -> date:
    while why_free(day, "ar") is not None:
        day += timedelta(days=1)
    return day


def _contact(entity: Entity, name: str) -> EntityContact:
    contact, _made = EntityContact.objects.get_or_create(
        entity=entity,
        email=f"items.{entity.slug}@barza.example",
        defaults={"name": name, "language": "ar"},
    )
    return contact


def _item(
    call: ItemCall, contact: EntityContact, number: int, words: dict[str, str], seeder: Seeder
) -> EntityItem:
    sent = seeder.now - timedelta(days=5, hours=number * 7)
    return EntityItem.objects.create(
        call=call,
        entity=contact.entity,
        contact=contact,
        token=uuid5(_NAMESPACE, f"{call.month}/{number}"),
        sent_at=sent,
        changed_at=sent,
        **words,
    )


def _decide(item: EntityItem, state: ItemState, first: EntityItem, seeder: Seeder) -> None:
    """As the managers would have, without the letters."""
    if state == ItemState.RECEIVED:
        return
    fields: dict[str, Any] = {"decided_by": seeder.editor, "decided_at": seeder.now}
    if state == ItemState.DECLINED:
        fields["reason"] = REASON
    elif state == ItemState.MERGED:
        fields["merged_into"] = first
    elif seeder.editor is not None:
        fields["pages"] = draft_news(item, "service", seeder.editor)
        seeder.made += len(fields["pages"])
    EntityItem.objects.filter(pk=item.pk).update(state=state, **fields)


def _publish(call: ItemCall, contact: EntityContact, seeder: Seeder) -> None:
    """News of the demo as an item that was used."""

    def news(language: str) -> QuerySet[ContentPage]:
        return catalogue.published(Question(language, kinds=(Kind.NEWS,)), seeder.now)

    arabic = news("ar").first()
    if arabic is None:
        return
    english = news("en").filter(translation_key=arabic.translation_key)
    both = [("ar", arabic), *(("en", page) for page in english)]
    item = _item(
        call, contact, len(SENT), {"title_ar": arabic.title, "text_ar": arabic.summary}, seeder
    )
    item.state, item.pages = ItemState.ACCEPTED, {code: page.pk for code, page in both}
    item.decided_by, item.decided_at, item.told_at = seeder.editor, seeder.now, seeder.now
    item.save()
