"""Every way in which something is not public. A new way joins by a function here.

Each is planted in every language, with a page of every kind that lists show.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from wagtail.models import Comment, Locale, PageViewRestriction
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from blog.models import ArticlePage
from cms.access.roles import Role
from cms.contributions.models import Invitation
from cms.pages import HomePage, ListingPage, StandardPage
from cms.previews.actions.share import share
from tests.factories import cms as made
from tests.factories import newsletter, people
from tests.factories.pages import number, published
from tests.house import LANGUAGES
from tests.leaks.scene import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from cms.models import ContentPage
    from tests.leaks.scene import Plant

#: Where the kind of page makes no difference to another state that has all of them; every view
#: restriction is a part of every query of the scene.
SOME_KINDS = KINDS[:3]

STATES: dict[str, Callable[[Plant], None]] = {}


def state(name: str) -> Callable[[Callable[[Plant], None]], Callable[[Plant], None]]:
    def register(hide: Callable[[Plant], None]) -> Callable[[Plant], None]:
        STATES[name] = hide
        return hide

    return register


def other_than(language: str) -> str:
    return next(code for code in LANGUAGES if code != language)


@state("draft")
def draft(plant: Plant) -> None:
    for model in KINDS:
        page = plant.page(model, live=False)
        page.save_revision()
        plant.moved_here(page)


@state("draft over a live page")
def draft_of_live(plant: Plant) -> None:
    for model in KINDS:
        page = plant.public_page(model)
        _revise(plant, type(page)._default_manager.get(pk=page.pk)).save_revision()


def _revise(plant: Plant, page: ContentPage) -> ContentPage:
    for name, value in plant.texts(type(page)).items():
        setattr(page, name, value)
    page.slug = plant.say("slug")
    return page


@state("scheduled")
def scheduled(plant: Plant) -> None:
    moment = plant.scene.now + timedelta(days=1)
    for model in KINDS:
        page = plant.page(model, live=False, go_live_at=moment)
        page.save_revision(approved_go_live_at=moment)
        plant.moved_here(page)


@state("scheduled change of a live page")
def scheduled_change(plant: Plant) -> None:
    for model in KINDS:
        page = plant.public_page(model)
        page.save_revision().publish()
        page = _revise(plant, type(page)._default_manager.get(pk=page.pk))
        page.go_live_at = plant.scene.now + timedelta(days=1)
        page.save_revision().publish()


@state("expired while nobody is at work")
def expired(plant: Plant) -> None:
    for model in KINDS:
        page = plant.page(model, expire_at=plant.scene.now - timedelta(seconds=1))
        plant.moved_here(page)


@state("expired and taken down")
def taken_down(plant: Plant) -> None:
    for model in KINDS:
        page = plant.page(model, expire_at=plant.scene.now - timedelta(minutes=1))
        page.unpublish(set_expired=True)


@state("hidden parent of public pages")
def hidden_parent(plant: Plant) -> None:
    """Its title is no step on the way to its children; its address is."""
    over = plant.scene.now - timedelta(seconds=1)
    for how in ({"live": False}, {"expire_at": over}):
        parent = plant.page(StandardPage, known_slug=True, **how)
        child = published(
            StandardPage, parent, plant.language, title=plant.say("title", public=True)
        )
        plant.scene.public.append(child)


@state("private by log-in")
def private_by_login(plant: Plant) -> None:
    for model in KINDS:
        page = plant.page(model)
        plant.restrict(page, PageViewRestriction.LOGIN)
        plant.moved_here(page)


@state("private by group")
def private_by_group(plant: Plant) -> None:
    for model in SOME_KINDS:
        page = plant.page(model)
        plant.restrict(page, PageViewRestriction.GROUPS)
        editors = Group.objects.get(name=Role.EDITOR.group_name)
        plant.scene.restrictions[-1].groups.add(editors)


@state("private by password")
def private_by_password(plant: Plant) -> None:
    for model in SOME_KINDS:
        page = plant.page(model)
        plant.restrict(page, PageViewRestriction.PASSWORD, password=plant.say("password"))


@state("child of a private page")
def child_of_private(plant: Plant) -> None:
    """Whole sections, and a page below a page."""
    house = plant.scene.house
    for model in KINDS:
        section = _section_for(model)
        if section is None:
            parent: ContentPage = plant.page(StandardPage)
        else:
            texts = {name: plant.say(name) for name in ("title", "summary", "slug")}
            home = house.home(plant.language)
            parent = published(section, home, plant.language, show_in_menus=True, **texts)
            plant.remember(parent)
        plant.restrict(parent, PageViewRestriction.LOGIN)
        fields = plant.texts(model) | {"slug": plant.say("slug")}
        fields |= {"published_at": plant.scene.now - timedelta(minutes=number())}
        if any(field.name == "month" for field in model._meta.get_fields()):
            fields["month"] = plant.scene.now.date().replace(day=1)
        child = published(model, parent, plant.language, topics=[plant.scene.topic], **fields)
        plant.remember(child)


def _section_for(model: type[ContentPage]) -> type[ListingPage] | None:
    parents = [one for one in model.allowed_parent_page_models() if issubclass(one, ListingPage)]
    return next(iter(parents), None)


@state("unpublished")
def unpublished(plant: Plant) -> None:
    for model in KINDS:
        page = plant.page(model)
        page.unpublish()
        plant.moved_here(page)


@state("deleted")
def deleted(plant: Plant) -> None:
    for model in KINDS:
        plant.page(model).delete()


def _alias(plant: Plant, page: ContentPage) -> None:
    """In the other language's tree, as translation tools make them."""
    other = other_than(plant.language)
    target = plant.scene.section_for(type(page), other)
    alias = page.create_alias(
        parent=target, update_locale=target.locale, update_slug=plant.say("slug of the alias")
    )
    plant.remember(alias)


@state("alias of a draft")
def alias_of_draft(plant: Plant) -> None:
    for model in KINDS:
        _alias(plant, plant.page(model, live=False))


@state("alias of a private page")
def alias_of_private(plant: Plant) -> None:
    for model in SOME_KINDS:
        page = plant.page(model)
        _alias(plant, page)
        plant.restrict(page, PageViewRestriction.LOGIN)


@state("alias of a live page")
def alias_of_live(plant: Plant) -> None:
    """Its words are public, but not in the language whose readers cannot read them."""
    for model in KINDS:
        _alias(plant, plant.page(model, public_in=plant.language))


def _translate(plant: Plant, page: ContentPage) -> None:
    """By the translators' own tool, word for word, and not approved."""
    target = Locale.objects.get(language_code=other_than(plant.language))
    source, _made = TranslationSource.get_or_create_from_instance(page)
    translation_, _made = Translation.objects.get_or_create(source=source, target_locale=target)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=target,
            context=segment.context,
            defaults={"data": plant.say(f"translation of {segment.context.path}")},
        )
    translation_.save_target(publish=False)
    found = page.get_translation(target)
    assert not found.live
    plant.remember(found)


@state("translation not approved")
def unapproved_translation(plant: Plant) -> None:
    for model in KINDS:
        _translate(plant, plant.public_page(model))


@state("translation of an unpublished source")
def translation_of_unpublished(plant: Plant) -> None:
    for model in KINDS:
        page = plant.page(model, live=False)
        page.save_revision()
        _translate(plant, page)


@state("language the site does not have")
def foreign_language(plant: Plant) -> None:
    locale, _made = Locale.objects.get_or_create(language_code="fr")
    root = plant.scene.house.root
    texts = {name: plant.say(name) for name in ("title", "summary", "slug")}
    home = root.add_child(instance=HomePage(locale=locale, live=True, **texts))
    plant.remember(home)
    for model in (StandardPage,):
        fields = plant.texts(model) | {"slug": plant.say("slug")}
        page = published(model, home, "fr", topics=[plant.scene.topic], **fields)
        plant.remember(page)


@state("file of the library in no public page")
def unused_files(plant: Plant) -> None:
    plant.picture()
    plant.picture(collection=plant.closed())
    plant.document()
    plant.document(collection=plant.closed())


@state("who works here, and their remarks")
def people_at_work(plant: Plant) -> None:
    writer = people.user(
        Role.EDITOR,
        email=f"{plant.say('e-mail')}@house.example",
        first_name=plant.say("first name"),
        last_name=plant.say("last name"),
    )
    for model in KINDS:
        page = plant.public_page(model, owner=writer)
        page.save_revision(user=writer, log_action=True).publish(user=writer)
        Comment.objects.create(
            page=page, user=writer, text=plant.say("comment"), contentpath="title"
        )


@state("readers of the letter")
def readers(plant: Plant) -> None:
    address: Any = f"{plant.say('e-mail')}@readers.example"
    newsletter.subscriber(email=address, status="pending")
    newsletter.subscriber(email=f"{plant.say('e-mail')}@readers.example", status="unsubscribed")


@state("collection, workflow and group names")
def names_of_the_house(plant: Plant) -> None:
    Group.objects.create(name=plant.say("group"))
    closed = plant.closed()
    closed.get_parent().add_child(instance=type(closed)(name=plant.say("collection")))
    made.picture(title=plant.say("picture.title"))


@state("invitations and notes of the house")
def notes_of_the_house(plant: Plant) -> None:
    now = plant.scene.now
    Invitation.objects.create(
        kind="article", subject=plant.say("subject"), guidance=plant.say("guidance"),
        deadline=now.date() + timedelta(days=9), deadline_set_at=now,
        languages=[plant.language], created_at=now,
    )  # fmt: skip
    page = plant.page(ArticlePage, live=False)
    share(page, user=None, now=now, note=plant.say("note of a preview"))
