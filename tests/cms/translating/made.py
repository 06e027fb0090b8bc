"""Pages as an editor leaves them: with revisions, published by the same door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cms.translating.actions.start import start
from cms.translating.models import TranslationState
from tests.factories import blog as posts
from tests.factories import cms as made

if TYPE_CHECKING:
    from blog.models import ArticlePage
    from cms.models import ContentPage, User

TEXT = made.body(("paragraph", "<p>النص الأول.</p>"))


def source(language: str = "ar", **fields: Any) -> ArticlePage:
    """A public article with a revision."""
    fields = {"title": "مقال عن المشاركة", "body": TEXT} | fields
    page = posts.article_page(language, **fields)
    page.save_revision().publish()
    return again(page)


def translation(page: ArticlePage, *, user: User, live: bool = True, **fields: Any) -> ArticlePage:
    """Begun by the ordinary door, then written; public unless `live=False` is said."""
    other = next(one for one in ("ar", "en") if one != page.language)
    twin = start(page, posts.blog_index_page(other).locale, user, timezone.now())
    return write(twin, publish=live, **({"title": "An article on participation"} | fields))


def write(
    page: Any, *, publish: bool = True, user: User | None = None, **fields: Any
) -> ArticlePage:
    """Saves new values as the editor does, and publishes them unless told not to."""
    draft = again(page).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    revision = draft.save_revision(user=user)
    if publish:
        revision.publish(user=user)
    return again(page)


def again(page: ContentPage) -> Any:
    """The page as it is in the database now."""
    return type(page).objects.get(pk=page.pk)


def state(page: ContentPage) -> TranslationState:
    return TranslationState.objects.get(page_id=page.pk)
