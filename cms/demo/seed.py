"""The ground floor's demo: home pages, people, entities, topics, standing pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from wagtail.models import Page, Site
from wagtail.users.models import UserProfile

from cms.demo import texts
from cms.demo.accounts import DEMO_EMAIL, DEMO_PASSWORD, STAFF
from cms.models import (
    ContentPage,
    Entity,
    EntityAccount,
    FooterGroup,
    FooterItem,
    Person,
    SiteIdentity,
    Topic,
)
from cms.pages import HomePage, StandardPage

if TYPE_CHECKING:
    from cms.demo.seeding import Seeder
    from cms.models import User

CONTENT = Path(__file__).parent / "content"
STANDING = (
    "about", "contribute", "contact", "accessibility", "privacy", "cookies", "terms",
    "comment-policy",
)  # fmt: skip

#: The footer's links, by group: pages below the home page by slug.
FOOTER = (
    (FooterGroup.ABOUT, ("about", "contribute", "press", "contact", "terms", "comment-policy")),
    (FooterGroup.HELP, ("accessibility", "privacy", "cookies")),
)


def structure(seeder: Seeder) -> None:
    """The site and its home page in every language; what a new installation needs too."""
    home = texts.read(CONTENT / "pages" / "home.toml")
    root = Page.get_first_root_node()
    site = Site.objects.filter(is_default_site=True).first()
    if site and issubclass(site.root_page.specific_class, HomePage):
        first = site.root_page.specific
    else:
        first = _home(root, home, seeder, seeder.languages[0], None)
    seeder.homes = {seeder.languages[0]: first}
    for language in seeder.languages[1:]:
        translated = first.get_translation_or_none(seeder.locales[language])
        seeder.homes[language] = translated or _home(root, home, seeder, language, first)
    _site(first, home)


def _home(
    root: Page, item: dict[str, Any], seeder: Seeder, language: str, source: HomePage | None
) -> ContentPage:
    text = texts.in_language(item, language)
    page = HomePage(
        title=text["title"],
        summary=text["summary"],
        slug="home" if source is None else f"home-{language}",
        locale=seeder.locales[language],
    )
    if source is not None:
        page.translation_key = source.translation_key
    elif welcome := root.get_children().filter(slug="home").first():
        # Wagtail's first migration leaves a page of welcome in our place.
        welcome.delete()
        root.refresh_from_db()
    root.add_child(instance=page)
    page.save_revision(user=seeder.editor).publish(user=seeder.editor)
    root.refresh_from_db()
    seeder.made += 1
    made: ContentPage = HomePage.objects.get(pk=page.pk)
    return made


def _site(home: ContentPage, item: dict[str, Any]) -> None:
    address = urlsplit(settings.PUBLIC_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site, _made = Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": port,
            "root_page": home,
            "site_name": item["ar"]["title"],
        },
    )
    identity = SiteIdentity.for_site(site)
    if not identity.name:
        identity.name = {code: texts.in_language(item, code)["title"] for code in ("ar", "en")}
        identity.tagline = {code: texts.in_language(item, code)["tagline"] for code in ("ar", "en")}
        identity.save()


def account(seeder: Seeder) -> None:
    """The demo's log-in, in Arabic; a password that was changed stays.

    Production has none: its password stands in the documentation.
    """
    if not settings.DEMO_LOGIN:
        return
    users = get_user_model()
    user = users.objects.filter(email=DEMO_EMAIL).first()
    if user is None:
        # Both names: the account form asks for both before it saves anything.
        user = users.objects.create_superuser(
            DEMO_EMAIL, DEMO_PASSWORD, first_name="محررة", last_name="البرزة"
        )
        _speaks_arabic(user)
    seeder.editor = user


def _speaks_arabic(user: User) -> None:
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "ar"
    profile.current_time_zone = settings.TIME_ZONE
    profile.save()


def staff(seeder: Seeder) -> None:
    """One of each role, where the demo has log-ins at all; those who exist stay as they are."""
    if not settings.DEMO_LOGIN:
        return
    users = get_user_model()
    password = make_password(DEMO_PASSWORD)  # once: it is slow on purpose
    present = set(users.objects.values_list("email", flat=True))
    for account in STAFF:
        if account.email in present:
            continue
        user = users.objects.create(
            email=account.email,
            password=password,
            first_name=account.first_name,
            last_name=account.last_name,
            entity=seeder.entities.get(account.entity),
        )
        user.groups.add(Group.objects.get(name=account.role.group_name))
        _speaks_arabic(user)


def seed(seeder: Seeder) -> None:
    entities = texts.read_all(CONTENT / "entities")
    people = texts.read_all(CONTENT / "people")
    standing = [texts.read(CONTENT / "pages" / f"{name}.toml") for name in STANDING]
    seeder.draw_pictures(
        [
            *((("logo", "", row["logo"]["seed"]), row["name"]) for row in entities),
            *((("portrait", "", row["portrait"]["seed"]), row["name"]) for row in people),
            *texts.drawings(standing),
        ]
    )
    for row in texts.read_all(CONTENT / "topics"):
        seeder.topics[row["slug"]] = _topic(row)
    for row in entities:
        seeder.entities[row["slug"]] = _entity(row, seeder)
    staff(seeder)
    for row in people:
        seeder.people[row["slug"]] = _person(row, seeder)
    for row in standing:
        _standing(row, seeder)
    _footer()


def _footer() -> None:
    """Sorts the standing pages into the footer's groups, unless someone has already."""
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    if FooterItem.objects.filter(identity=identity).exists():
        return
    pages = ContentPage.objects.filter(depth=3, locale__language_code=settings.LANGUAGE_CODE)
    by_slug = {page.slug: page for page in pages}
    rows = [(group, slug) for group, slugs in FOOTER for slug in slugs if slug in by_slug]
    for order, (group, slug) in enumerate(rows):
        FooterItem.objects.create(
            identity=identity, group=group, page=by_slug[slug], sort_order=order
        )


def _topic(row: dict[str, Any]) -> Topic:
    values = {"name": row["name"], "description": row["description"], "order": row["order"]}
    return Topic.objects.get_or_create(slug=row["slug"], defaults=values)[0]


def _entity(row: dict[str, Any], seeder: Seeder) -> Entity:
    entity: Entity
    entity, made = Entity.objects.get_or_create(
        slug=row["slug"],
        defaults={
            "name": row["name"],
            "kind": row["kind"],
            "order": row["order"],
            "website": row["website"],
            "description": {
                code: texts.paragraphs(text) for code, text in row["description"].items()
            },
            "logo": seeder.logo(row["logo"]["seed"], row["name"]),
        },
    )
    if made:
        for order, account in enumerate(row["social"]):
            EntityAccount.objects.create(
                entity=entity, network=account["network"], url=account["url"], sort_order=order
            )
    return entity


def _person(row: dict[str, Any], seeder: Seeder) -> Person:
    values = {
        "name": row["name"],
        "role": row["role"],
        "order": row["order"],
        "entity": seeder.entities[row["entity"]],
        "bio": {code: texts.paragraphs(text) for code, text in row["bio"].items()},
        "expertise": {code: "\n".join(lines) for code, lines in row["expertise"].items()},
        "portrait": seeder.portrait(row["portrait"]["seed"], row["name"]),
    }
    return Person.objects.get_or_create(slug=row["slug"], defaults=values)[0]


def _standing(row: dict[str, Any], seeder: Seeder) -> None:
    def fields(language: str) -> dict[str, Any]:
        text = texts.in_language(row, language)
        return {
            "title": text["title"],
            "summary": text["summary"],
            "published_at": seeder.days_ago(200),
            "image": (
                seeder.scene(row["picture"], row["picture_alt"]) if "picture" in row else None
            ),
            "body": json.dumps(seeder.body(row, language)),
        }

    seeder.page(StandardPage, seeder.homes, row["slug"], fields)
