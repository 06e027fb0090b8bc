"""Every place where readers and their programs see something. A new one joins this list.

A surface is a function of the scene, a reader and a language that yields what it showed. Those
that speak for all languages at once are asked with an empty language, once.
"""

from __future__ import annotations

import email
import json
from dataclasses import dataclass
from email import policy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.test import override_settings
from django.utils import translation
from wagtail.images.models import Filter
from wagtail.models import Page

from cms.catalogue import page_types
from cms.export.run import export
from cms.feedback.models import RatedKind
from cms.feedback.receipts import receipt_for
from cms.feedback.subjects import Subject, key_of
from cms.feeds import SECTIONS
from cms.models import ContentPage
from cms.pages import ListingPage
from cms.previews.actions.share import share
from newsletter.actions.compose import letter_of
from newsletter.actions.draft_issue import draft_issue
from newsletter.actions.print_sheet import issue_sheet
from newsletter.actions.sender import sender_of_settings
from newsletter.models import IssuePage
from newsletter.rendering.head import head_of
from newsletter.rendering.message import Addressee, message_template
from newsletter.rendering.mjml import render_html
from newsletter.rendering.plain import render_plain
from newsletter.tokens import (
    TEST_TOKEN,
    call_token_for,
    click_token_for,
    data_token_for,
    sign_up_token_for,
    stay_token_for,
    token_for,
)
from tests.factories import cms as made
from tests.factories import feedback as rated
from tests.factories import newsletter
from tests.house import LANGUAGES
from tests.leaks.reader import Reader, Seen
from tests.leaks.routes import doors_of_strangers
from tests.leaks.scene import KINDS
from tests.leaks.words import PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.leaks.scene import Scene

    Look = Callable[[Scene, Reader, str], Iterable[Seen]]


@dataclass(frozen=True, slots=True)
class Surface:
    """`shows` says that public words must be found there, or the looking itself is broken."""

    name: str
    look: Look
    shows: bool
    everywhere: bool

    @property
    def languages(self) -> tuple[str, ...]:
        return ("",) if self.everywhere else LANGUAGES


SURFACES: list[Surface] = []


def surface(name: str, *, shows: bool = True, everywhere: bool = False) -> Callable[[Look], Look]:
    def register(look: Look) -> Look:
        SURFACES.append(Surface(name, look, shows, everywhere))
        return look

    return register


def prefix(language: str) -> str:
    return "" if language == LANGUAGES[0] else f"/{language}"


# --- pages ---------------------------------------------------------------------------------------


@surface("home page")
def home(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    yield reader.get(f"{prefix(language)}/")
    yield reader.get(f"{prefix(language)}/", method="head")


@surface("sections, their filters, months and further pages")
def sections(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    for section in listing_pages(scene, language):
        url = section.get_url()
        own = section.export_paths()
        guessed = [
            f"topic/{scene.topic.slug}/", f"entity/{scene.entity.slug}/", "page/2/", "page/3/",
            f"{scene.now:%Y}/", f"{scene.now:%Y/%m}/", "1971/", "by/kind/guide/",
        ]  # fmt: skip
        for path in dict.fromkeys([*own, *guessed]):
            yield reader.get(url + path)


def listing_pages(scene: Scene, language: str) -> list[ListingPage]:
    found = ContentPage.objects.public_live(scene.now).filter(locale__language_code=language)
    return [page for page in found.specific() if isinstance(page, ListingPage)]


@surface("public pages: neighbours, related, way home, other languages, links in the text")
def pages(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    for page in scene.public:
        if page.language == language:
            yield reader.get(page.get_url())


@surface("press page")
def press(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    yield reader.get(f"{prefix(language)}/press/")


@surface("map of the site for people")
def map_for_people(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    yield reader.get(f"{prefix(language)}/sitemap/")


@surface("a missing page, which offers pages of the same name", shows=False)
def missing(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    slugs = {one.url.rstrip("/").rpartition("/")[2] for one in scene.hidden if one.url}
    for slug in sorted(slugs):
        yield reader.get(f"{prefix(language)}/nowhere/{slug}/")


@surface("people, entities and topics")
def directory(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    for name in ("people", "entities", "topics"):
        yield reader.get(f"{prefix(language)}/{name}/")
    with translation.override(language):
        urls = [thing.url for thing in (scene.person, scene.entity, scene.topic)]
    for url in urls:
        for number in range(1, 12):
            yield reader.get(url if number == 1 else f"{url}page/{number}/")


# --- for programs --------------------------------------------------------------------------------


@surface("feeds, RSS and Atom, with their conditional answers")
def feeds(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    yield reader.get(f"{prefix(language)}/feeds/")
    filed = (("author", scene.person), ("entity", scene.entity), ("topic", scene.topic))
    names = [*SECTIONS, *(f"{name}/{thing.slug}" for name, thing in filed)]
    for name in names:
        for file in ("rss.xml", "atom.xml"):
            address = f"{prefix(language)}/feeds/{name}/{file}"
            yield reader.get(address)
            yield reader.get(address, if_modified_since="Mon, 01 Jan 2035 00:00:00 GMT")


@surface("map of the site and robots", everywhere=True, shows=False)
def sitemap(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    yield reader.get("/sitemap.xml")
    yield reader.get("/robots.txt")
    yield reader.get("/favicon.ico")
    for code in LANGUAGES:
        yield reader.get(f"{prefix(code)}/manifest.webmanifest")


API = "/api/v2/pages/"


@surface("API: lists, wide and narrow", everywhere=True)
def api_lists(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    queries = ["", "fields=*", "order=-id&fields=*", "order=random", "fields=_,title"]
    queries += [f"locale={code}&fields=*" for code in (*LANGUAGES, "fr")]
    queries += [f"type={model._meta.label}&fields=*" for model in page_types()]
    queries += ["type=wagtailcore.Page&fields=*", "type=cms.ContentPage&fields=*"]
    queries += ["fields=*,parent(*),topics(*),entity(*)", "show_in_menus=true&fields=*"]
    for query in queries:
        offset = 0
        while True:
            answer = reader.get(f"{API}?{query}&limit=20&offset={offset}")
            yield answer
            offset += 20
            if offset > 60 or '"items": []' in answer.text or '"items":[]' in answer.text:
                break


@surface("API: each page by its number and address", everywhere=True)
def api_details(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    numbers = {*Page.objects.values_list("pk", flat=True), *(one.pk for one in scene.hidden)}
    for pk in sorted(numbers):
        yield reader.get(f"{API}{pk}/?fields=*")
    for one in scene.hidden:
        if one.url:
            yield reader.get(f"{API}find/?html_path={quote(one.url)}")


@surface("API: relations and filters that name what is hidden", everywhere=True, shows=False)
def api_filters(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    of_each_state = {(one.state, one.language): one for one in scene.hidden}
    for one in of_each_state.values():
        for name in ("child_of", "descendant_of", "ancestor_of", "translation_of"):
            yield reader.get(f"{API}?{name}={one.pk}&fields=*")
        for query in (f"title={one.title}", f"slug={one.slug}"):
            if not PATTERN.search(query):
                continue  # a translation has the slug of its source
            yield _found(reader, query, one.title, "not found by")


#: Fields that the index of pages holds.
_SEARCHED = {"title", "summary", "body", "search_description"}


@surface("API: search", everywhere=True)
def api_search(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    chosen = {
        (word.state, word.language, field): word
        for word in scene.words.hidden.values()
        if (field := word.where.partition(".")[0]) in _SEARCHED and not word.public_in
    }
    public = [word for word in scene.words.public.values() if word.where == "title"]
    for word in (*chosen.values(), *public[:4]):
        yield _found(reader, f"search={word.text}", word.text, "not found by")


def _found(reader: Reader, query: str, word: str, what: str) -> Seen:
    """A count is an answer too: the word that found something is shown by it."""
    answer = reader.get(f"{API}?{query}")
    count = json.loads(answer.text[answer.text.index("{") :]).get("meta", {}).get("total_count", 0)
    return Seen(answer.address, f"{word} {answer.text}" if count else f"{what} {answer.text}")


@surface("search page: words of what is hidden, and of what is public")
def search_page(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    """The page repeats what was asked: a word is shown when it found or counted something."""
    address = f"{prefix(language)}/search/"
    yield reader.get(address)
    hidden = {
        (word.state, word.language, field): word
        for word in scene.words.hidden.values()
        if (field := word.where.partition(".")[0]) in _SEARCHED
        and not word.public_in
        and (field == "title" or word.language == language)  # of others, the count is shown
    }
    public = [word for word in scene.words.public.values() if word.where == "title"]
    with override_settings(SEARCHES_A_MINUTE=10**6):
        for word in (*hidden.values(), *public[:8]):
            answer = reader.get(f"{address}?q={word.text}")
            told = answer.text.replace(word.text, "")
            found = 'class="result__link"' in told or "search-page__elsewhere" in told
            yield Seen(answer.address, f"{word.text} {told}" if found else told)
        for query in ("the of", "page", "صفحة"):
            yield reader.get(f"{address}?q={quote(query)}&order=newest")


# --- what is hidden, asked for directly ----------------------------------------------------------


@surface("the address of what is hidden", shows=False)
def own_addresses(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    for one in scene.hidden:
        if one.language == language and one.url:
            yield reader.get(one.url)
            yield reader.get(f"{one.url}page/2/")


@surface("forms before private pages", shows=False)
def walls(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    yield reader.get(f"{prefix(language)}/_util/login/")
    for restriction in scene.restrictions:
        yield reader.get(
            f"{prefix(language)}/_util/authenticate_with_password/"
            f"{restriction.pk}/{restriction.page_id}/"
        )


@surface("old addresses of what moved", everywhere=True, shows=False)
def moved(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    for old in scene.moved:
        yield reader.get(old)


@surface("files of documents", everywhere=True, shows=False)
def documents(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    for document in scene.documents:
        yield reader.get(f"/documents/{document.pk}/{document.filename}")
        yield reader.get(f"/documents/{document.pk}/other.txt")
        yield reader.get(document.file.url)
        restriction = document.collection.get_view_restrictions().first()
        if restriction is not None:
            yield reader.get(f"/documents/authenticate_with_password/{restriction.pk}/")


@surface("files of pictures", everywhere=True, shows=False)
def media(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    """Bytes of a picture hold no words: one that is answered counts as its title."""
    for folder in ("", "images/", "original_images/", "documents/"):
        yield reader.get(f"{settings.MEDIA_URL}{folder}")
    for picture in scene.pictures:
        name = picture.file.name
        made = picture.get_rendition("fill-40x40|format-webp").file.name
        for file in (name, made):
            seen = reader.get(f"{settings.MEDIA_URL}{file}")
            yield Seen(seen.address, picture.title if seen.text.startswith("200") else seen.text)
        yield reader.get(f"{settings.MEDIA_URL}{name}x")
        yield reader.get(f"{settings.MEDIA_URL}{Filter('width-400').spec}.{name}")


@surface("sharing pictures", everywhere=True, shows=False)
def sharing_pictures(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    """A drawing holds no words: an answer for a hidden page counts as its title."""
    shown = {page.pk for page in scene.public}
    for one in scene.hidden:
        if one.pk in shown:
            continue  # its draft is hidden, not the page
        for digest in ("none", "0" * 16):
            seen = reader.get(f"/cards/page-{one.pk}/{digest}.png")
            yield Seen(seen.address, seen.text if seen.text.startswith("404") else one.title)


# --- letters and copies --------------------------------------------------------------------------


@surface("letters to readers, as sent", everywhere=True)
def letters(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    to = Addressee("reader@readers.example", "token", "<0123456789abcdef@barza.example>")
    public = IssuePage.objects.public_live(scene.now)
    for month in sorted(set(IssuePage.objects.values_list("month", flat=True))):
        issues = {issue.language: issue for issue in public.filter(month=month)}
        for variant in (*LANGUAGES, "both") if issues else ():
            try:
                letter = letter_of(issues, variant, sender_of_settings(), scene.now)
            except KeyError:
                continue
            template = message_template(
                head_of(letter), html=render_html(letter), plain=render_plain(letter)
            )
            yield Seen(f"{month} {variant}", _mail_text(template.address_to(to, date=scene.now)))


def _mail_text(data: bytes) -> str:
    message = email.message_from_bytes(data, policy=policy.default)
    parts = [str(part.get_content()) for part in message.walk() if not part.is_multipart()]
    return "\n".join([*(f"{name}: {value}" for name, value in message.items()), *parts])


@surface("the month's letter, as drafted", everywhere=True)
def drafted_letter(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    months = {scene.now.date().replace(day=1), *(p.published_at.date() for p in scene.public[:1])}
    for month in months:
        IssuePage.objects.filter(month=month.replace(day=1)).delete()
        issues = draft_issue(month, scene.now)
        for issue in issues.values():
            yield Seen(f"draft {month} {issue.language}", f"{issue.title} {issue.summary}")
        letter = letter_of(issues, "both", sender_of_settings(), scene.now)
        yield Seen(f"draft {month} plain", render_plain(letter))
        yield Seen(f"draft {month} html", render_html(letter))


@surface("the site as plain files, their names too", everywhere=True)
def exported(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    with TemporaryDirectory() as folder:
        target = Path(folder) / "site"
        export(target, scene.now)
        for path in sorted(target.rglob("*")):
            name = path.relative_to(target).as_posix()
            text = path.read_bytes().decode(errors="replace") if path.is_file() else ""
            yield Seen(name, f"{name}\n{text}")


# --- doors that are no pages ---------------------------------------------------------------------


@surface("pages of errors", shows=False)
def errors(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    for path in ("no-such-page/", "feeds/none/rss.xml", "people/none/", "blog/2016/01/"):
        yield reader.get(f"{prefix(language)}/{path}")
    for path in ("people", "entities", "topics"):
        yield reader.get(f"{prefix(language)}/{path}/none/page/2/")


@surface("links of previews that nobody made", everywhere=True, shows=False)
def previews(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    for token in ("none", "A" * 43, signing.dumps(1), *(str(one.pk) for one in scene.hidden[:5])):
        yield reader.get(f"/preview/{token}/")


@surface("previews by a valid link: what stands around the version")
def opened_previews(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    """The version itself may be read, so that only pages without hidden changes are shared."""
    kinds = set()
    for page in scene.public:
        stored = ContentPage.objects.get(pk=page.pk)
        plain = stored.latest_revision_id == stored.live_revision_id
        if page.language == language and plain and type(page) not in kinds:
            kinds.add(type(page))
            shared = share(stored, user=None, now=scene.now)
            yield reader.get(urlsplit(shared.address).path)
    assert len(kinds) >= len(KINDS)


@surface("files, for whoever opened a preview of something else", everywhere=True, shows=False)
def files_after_previews(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    for code in LANGUAGES:
        assert list(opened_previews(scene, reader, code))
    yield from documents(scene, reader, language)
    yield from media(scene, reader, language)


@surface("issues of the letter as sheets and calendars")
def sheets(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    """Months of hidden issues too. A PDF holds its text as glyphs, so that the sheet is looked
    at before it is set as well."""
    for month in sorted(set(IssuePage.objects.values_list("month", flat=True))):
        for file in ("pdf", "ics"):
            yield reader.get(f"{prefix(language)}/newsletter/{month:%Y-%m}.{file}")
    for issue in IssuePage.objects.public_live(scene.now).select_related("locale"):
        if issue.language == language:
            sheet = issue_sheet(issue, scene.now).sheet
            yield Seen(issue.get_url(), sheet.as_json())


@surface("links of the letter on their way", shows=False)
def clicks(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    for token in (click_token_for(1, language), "none"):
        yield reader.get(f"{prefix(language)}/r/{token}/")


@surface("a reader's own subscription", shows=False)
def subscription(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    tokens = (token_for(newsletter.subscriber().pk), "none")
    for token in tokens:
        yield reader.get(f"{prefix(language)}/subscription/{token}/")
        yield reader.get(f"{prefix(language)}/subscription/{token}/unsubscribe/")
        yield reader.get(f"{prefix(language)}/subscription/{token}/data/")
        yield reader.post(f"{prefix(language)}/subscription/{token}/data/", {})
    for token in (data_token_for(newsletter.subscriber().pk, scene.now), "none"):
        yield reader.get(f"{prefix(language)}/subscription/data/{token}/")
        yield reader.post(f"{prefix(language)}/subscription/data/{token}/", {})
        yield reader.get(f"{prefix(language)}/subscription/data/{token}/erase/")
    for path in ("", "unsubscribe/"):
        yield reader.get(f"{prefix(language)}/subscription/{TEST_TOKEN}/{path}")
    left = newsletter.subscriber(status="unsubscribed", status_at=scene.now, status_reason="unsaid")
    for token in (stay_token_for(left.pk, scene.now), "none"):
        yield reader.get(f"{prefix(language)}/subscription/left/{token}/")


@surface("an entity's own link, where it sends items for the letter", shows=False)
def items_of_entities(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    _contact, asked, item, _other = newsletter.entity_items(made.entity())
    for token in (call_token_for(asked.pk), "none"):
        start = f"{prefix(language)}/items/{token}/"
        for path in ("", f"{item.pk}/", f"{item.pk}/withdraw/", f"{item.pk}/picture/"):
            yield reader.get(f"{start}{path}")


@surface("page rating: thanks and errors, by keys and receipts that are valid", shows=False)
def ratings(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    start = f"{prefix(language)}/page-rating/"
    yield reader.get(start)
    yield reader.get(f"{start}none/")
    for one in scene.some_hidden(language):  # what kind of page it is makes no difference here
        cache.clear()  # or the limit would answer for the pages after the first
        subject = Subject(RatedKind.PAGE, str(one.pk), language)
        yield reader.post(start, {"key": key_of(subject), "vote": "no"})
        receipt = receipt_for(rated.of_page_number(one.pk, language).pk)
        yield reader.get(f"{start}{receipt}/")
        yield reader.get(f"{start}{receipt}/done/")


@surface("sign-up for the letter and the media list", shows=False)
def sign_up(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    for path in (
        "",
        "media/",
        "sent/",
        "erased/",
        "challenge/",
        "confirm/none/",
        f"confirm/{sign_up_token_for(1)}/",
    ):
        yield reader.get(f"{prefix(language)}/subscribe/{path}")


@surface("log-in, security and health, for strangers", everywhere=True, shows=False)
def doors(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    for address in doors_of_strangers():
        yield reader.get(address)


@surface("the admin, for strangers", everywhere=True, shows=False)
def admin(scene: Scene, reader: Reader, language: str) -> Iterator[Seen]:
    for address in (
        "",
        "login/",
        "password_reset/",
        "pages/",
        "images/",
        "documents/",
        "users/",
        "reports/site-history/",
    ):
        yield reader.get(f"/admin/{address}")
    for one in scene.hidden[:40]:
        yield reader.get(f"/admin/pages/{one.pk}/edit/")
        yield reader.get(f"/admin/pages/{one.pk}/view_draft/")
        yield reader.get(f"/admin/api/main/pages/{one.pk}/")
