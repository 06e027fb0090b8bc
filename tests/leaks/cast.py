"""One object for every argument of an address: of the contributor's own entity, and of another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    ModelLogEntry,
    PageViewRestriction,
    Site,
    Task,
    Workflow,
)
from wagtail_localize.models import Translation, TranslationSource

from blog.models import ArticlePage, BlogIndexPage
from cms.access.roles import Role
from cms.contributions.models import Contribution, Invitation
from cms.feedback.receipts import receipt_for
from cms.listings import PER_PAGE
from cms.models import SiteIdentity
from cms.previews.actions.share import share
from newsletter.models import (
    Holiday,
    Mailing,
    MailingLink,
    Segment,
    SignUp,
    Suppression,
    SuppressionReason,
    TestReader,
)
from newsletter.tokens import (
    call_token_for,
    click_token_for,
    data_token_for,
    sign_up_token_for,
    stay_token_for,
    token_for,
)
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import feedback as rated
from tests.factories import newsletter, people
from tests.house import House
from tests.leaks.permission_table import NOBODY, STRANGER, SUPERUSER

if TYPE_CHECKING:
    from cms.models import ContentPage, Entity, User


@dataclass
class Side:
    """What belongs to one entity: a draft in workflow with two revisions, its files, and so on."""

    entity: Entity
    writer: User
    page: ContentPage
    values: dict[str, Any]


@dataclass
class Cast:
    users: dict[str, User | None]
    own: Side
    foreign: Side

    def sides(self) -> dict[str, Side]:
        return {"own": self.own, "foreign": self.foreign}


def build() -> Cast:
    house = House()
    own, foreign = _side(house), _side(house)
    users: dict[str, User | None] = {STRANGER: None, NOBODY: people.user()}
    for role in Role:
        entity = own.entity if role is Role.CONTRIBUTOR else None
        users[role.value] = people.user(role, entity=entity)
    users[SUPERUSER] = people.user(is_superuser=True)
    return Cast(users, own, foreign)


def _side(house: House) -> Side:
    now = timezone.now()
    entity = people.entity()
    writer = people.contributor(entity)
    image = made.picture(collection=entity.collection, uploaded_by_user=writer)
    page = posts.article_page("ar", entity=entity, owner=writer, image=image)
    document = made.document(collection=entity.collection, uploaded_by_user=writer)
    download = ("download", {"document": document.pk, "title": "الخطة", "note": ""})
    page.body = made.body(("paragraph", "<p>نص</p>"), download)
    page.save()
    first = page.save_revision(user=writer, log_action=True)
    page.summary = "ملخص آخر"
    page.save_revision(user=writer, log_action=True)
    state = page.get_workflow().start(page, writer)
    source, _made = TranslationSource.get_or_create_from_instance(page)
    english = Locale.objects.get(language_code="en")
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=english)
    translation.save_target(publish=False)
    segment = source.stringsegment_set.first()
    overridable = source.overridablesegment_set.first()
    restriction = PageViewRestriction.objects.create(
        page=posts.article_page("ar", entity=entity),
        restriction_type=PageViewRestriction.PASSWORD,
        password="a-word",
    )
    closed = entity.collection.add_child(instance=Collection(name=f"closed {entity.slug}"))
    of_collection = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.PASSWORD, password="a-word"
    )
    invitation = Invitation.objects.create(
        kind="article", subject="عن المشاركة", deadline=now.date() + timedelta(days=9),
        deadline_set_at=now, languages=["ar"], created_at=now,
    )  # fmt: skip
    contribution = Contribution.objects.create(invitation=invitation, entity=entity, invited_at=now)
    shared = share(page, user=writer, now=now)
    topic, person = made.topic(), made.person(entity=entity)
    for _number in range(PER_PAGE + 1):  # so that their lists have a second page
        posts.article_page("ar", entity=entity, topics=[topic], authors=[person])
    redirect = Redirect.objects.create(old_path=f"/old-{page.pk}", redirect_page=page)
    alias = page.create_alias(update_slug=f"alias-{page.pk}")
    column = posts.column_page("ar", live=False)
    column.save_revision(user=writer)
    approval = column.get_workflow().start(column, writer)
    subscriber = newsletter.subscriber()
    letters = token_for(subscriber.pk)
    segment_of_list = Segment.objects.create(
        name=f"Abroad {subscriber.pk}", criteria={"abroad": True}
    )
    blocked = Suppression.objects.create(
        address=subscriber.address, reason=SuppressionReason.BY_MANAGER, at=now
    )
    sign_up = SignUp.objects.create(
        subscriber=subscriber, language="ar", audience="individual", asked_at=now
    )
    contact, asked, item, other = newsletter.entity_items(entity, made.picture())
    issue = newsletter.issue_page("ar", sections=newsletter.one_date(now.date()))
    letter = Mailing.objects.create(month=issue.month, created_at=now)
    link = MailingLink.objects.create(mailing=letter, number=1, url="https://barza.example/")
    holiday, _made = Holiday.objects.get_or_create(
        day=now.date(), name={"ar": "عيد", "en": "Feast"}
    )
    tester, _made = TestReader.objects.get_or_create(email="tester@house.example")
    imported = newsletter.imported_list(now)
    task = Task.objects.first()
    workflow = Workflow.objects.first()
    section = house.section(BlogIndexPage, "ar")
    rating = rated.rating(page, comment="ملاحظة")
    rated.rating(topic)
    values = {
        "page_id": page.pk, "parent_page_id": section.pk, "page_to_move_id": page.pk,
        "destination_id": section.pk, "revision_id": first.pk, "revision_id_a": "earliest",
        "revision_id_b": "latest", "task_state_id": state.current_task_state_id,
        "task_id": state.current_task_state.task_id, "workflow_state_id": state.pk,
        "action_name": "approve", "content_type_app_name": "blog",
        "content_type_model_name": "articlepage", "image_id": image.pk,
        "document_id": document.pk, "doc_id": document.pk, "filter_spec": "width-400",
        "collection_id": entity.collection.pk, "redirect_id": redirect.pk,
        "translation_id": translation.pk, "string_segment_id": segment.pk,
        "overridable_segment_id": overridable.pk if overridable else 1,
        "translation_source_id": source.pk, "restriction_id": of_collection.pk,
        "page_view_restriction_id": restriction.pk, "uploaded_file_id": 1, "session_id": 1,
        "object_id": page.pk, "uidb64": "MQ", "token": "none", "uidb36": "1", "key": "none",
        "mode": "", "year": now.year, "month": now.month, "language": "en",
        "link_id": shared.link.pk,
        "receipt": receipt_for(rating.pk), "kind": "topic", "pk of feedback": rating.pk,
        "page": 2, "name": "all", "file": "rss.xml", "slug": topic.slug,
        "subject": "site-ar", "digest": "none",
        "page_pk": page.pk, "workflow_pk": workflow.pk, "1": document.pk, "2": document.filename,
        # By the part of the name before the colon, for routes that say only "pk".
        "pk of wagtailadmin_collections": entity.collection.pk,
        "pk of wagtailadmin_workflows": workflow.pk,
        "pk of wagtailadmin_workflows:edit_task": task.pk,
        "pk of wagtailadmin_workflows:enable_task": task.pk,
        "pk of wagtailadmin_workflows:disable_task": task.pk,
        "pk of wagtailadmin_api:pages": page.pk, "pk of wagtailadmin_api:images": image.pk,
        "pk of wagtailadmin_api:documents": document.pk,
        "action_name of wagtailadmin_api:pages": "publish",
        "pk of wagtailadmin_pages": page.pk,
        "pk of wagtailsettings": Site.objects.get().pk,
        "pk of wagtailsnippets_cms_person": person.pk,
        "pk of wagtailsnippetchoosers_cms_person": person.pk,
        "pk of wagtailsnippets_cms_entity": entity.pk,
        "pk of wagtailsnippetchoosers_cms_entity": entity.pk,
        "pk of wagtailsnippets_cms_topic": topic.pk,
        "pk of wagtailsnippetchoosers_cms_topic": topic.pk,
        "pk of wagtaillocales": english.pk, "pk of wagtailsites": Site.objects.get().pk,
        "pk of wagtailusers_users": writer.pk,
        "pk of wagtailusers_groups": Group.objects.get(name=Role.EDITOR.group_name).pk,
        "pk of wagtaildocs_chooser": document.pk, "pk of wagtailimages_chooser": image.pk,
        "pk of contributions": contribution.pk,
        "pk of contributions:invitation": invitation.pk,
        "pk of contributions:deadline": invitation.pk, "pk of contributions:add": invitation.pk,
        "pk of contributions:cancel": invitation.pk, "pk of wagtailapi:pages": page.pk,
        **{
            f"{name} of {route}": value
            for route in ("entity_items", "entity_item", "entity_item_withdraw",
                          "entity_item_picture")
            for name, value in (("token", call_token_for(asked.pk)), ("item", item.pk))
        },
        "month of issue_sheet": f"{issue.month:%Y-%m}",
        "month of issue_dates": f"{issue.month:%Y-%m}",
        "token of click": click_token_for(link.pk, "ar"),
        "month of newsletter_mailings": f"{letter.month:%Y-%m}",
        "month of newsletter_compose": f"{letter.month:%Y-%m}",
        "variant of newsletter_mailings": "ar",
        "pk of newsletter_mailings": tester.pk,
        "pk of newsletter_subscribers": subscriber.pk,
        "pk of newsletter_subscribers:segment_rename": segment_of_list.pk,
        "pk of newsletter_subscribers:segment_delete": segment_of_list.pk,
        "pk of newsletter_subscribers:lift": blocked.pk,
        "pk of newsletter_holidays": holiday.pk,
        "pk of newsletter_items": item.pk, "into of newsletter_items": other.pk,
        **{
            f"pk of newsletter_items:{name}": asked.call_id
            for name in ("call", "deadline", "ask", "close")
        },
        "pk of newsletter_imports": imported.pk,
        "pk of newsletter_items:contact": contact.pk,
        "pk of newsletter_items:remove_contact": contact.pk,
        "slug of person": person.slug, "slug of people/<slug": person.slug,
        "slug of entity": entity.slug, "slug of entities/<slug": entity.slug,
        "token of preview": shared.address.rstrip("/").rpartition("/")[2],
        "token of subscription": letters, "token of unsubscribe": letters,
        "token of subscription_data": letters,
        "token of own_data": data_token_for(subscriber.pk, now),
        "token of own_data_erase": data_token_for(subscriber.pk, now),
        "token of unsubscribed": stay_token_for(subscriber.pk, now),
        "token of subscribe_confirm": sign_up_token_for(sign_up.pk),
        "page_id of wagtailadmin_pages:convert_alias": alias.pk,
        "page_id of translating:mark": page.get_translation(english).pk,
        "page_id of translating:together": page.get_translation(english).pk,
        "page_id of translating:publish": page.get_translation(english).pk,
        "task_state_id of barza_column_approve": approval.current_task_state_id,
        "path": image.get_rendition("width-50").file.name,
        "pk of wagtail_localize": topic.pk, "pk": 1,
        "app_label": "cms", "app_name": "cms", "model_name": "topic",
        "app_label of wagtailadmin_pages": "blog",
        "model_name of wagtailadmin_pages": "articlepage",
        "app_label of wagtailadmin_workflows": "wagtailcore",
        "model_name of wagtailadmin_workflows": "groupapprovaltask",
        "app_label of wagtailadmin_editing_sessions": "blog",
        "model_name of wagtailadmin_editing_sessions": "articlepage",
        "model_name of wagtailsettings": SiteIdentity._meta.model_name,
        "app_name of wagtailadmin_tag_model_autocomplete": "taggit",
        "model_name of wagtailadmin_tag_model_autocomplete": "tag",
    }  # fmt: skip
    ModelLogEntry.objects.log_action(topic, "wagtail.edit", user=writer)
    assert ArticlePage.objects.filter(pk=page.pk).exists()
    return Side(entity, writer, page, values)


class ValuesOf:
    """The values of a side for one route: its own first, then those that any route takes."""

    def __init__(self, values: dict[str, Any], key: str) -> None:
        self.values = values
        self.key = key

    def __getitem__(self, name: str) -> Any:
        parts = self.key.split(":")
        for length in range(len(parts), 0, -1):
            special = f"{name} of {':'.join(parts[:length])}"
            if special in self.values:
                return self.values[special]
        return self.values[name]
