"""What may each role do? One table, brought into Django's and Wagtail's rows by one function.

Rights on pages hang on sections, which are found by what they list; the walls between entities
are no rights but the rules of `cms.access`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.access.roles import Role
from cms.catalogue import page_types
from cms.pages import HomePage, ListingPage
from cms.teaser import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model, QuerySet

#: What entities are invited to send.
CONTRIBUTED = (Kind.ARTICLE, Kind.STORY, Kind.NEWS)

WRITE = ("add", "change")
PUBLISH = ("add", "change", "publish")
EVERYTHING = ("add", "change", "publish", "lock", "unlock", "bulk_delete")


@dataclass(frozen=True, slots=True)
class Grant:
    """`sections` by kind of content; `everywhere` are actions on the whole tree.

    `models` are permissions as "app.codename"; `files` actions on pictures and documents.
    """

    everywhere: tuple[str, ...] = ()
    sections: tuple[tuple[Kind, tuple[str, ...]], ...] = ()
    homes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


def _all_of(app: str, *models: str, actions: Iterable[str] = ()) -> tuple[str, ...]:
    wanted = tuple(actions) or ("add", "change", "delete", "view")
    return tuple(f"{app}.{action}_{model}" for model in models for action in wanted)


ADMIN = ("wagtailadmin.access_admin",)
TRANSLATE = ("wagtail_localize.submit_translation",)
DIRECTORY = _all_of("cms", "person", "entity", "topic")
INVITE = (
    *_all_of("contributions", "invitation", actions=["add", "change", "view"]),
    *_all_of("contributions", "contribution", actions=["change", "view"]),
)
#: Subscribers are known to the newsletter's managers and to administrators alone.
NEWSLETTER = (
    *_all_of(
        "newsletter",
        "subscriber",
        "segment",
        "suppression",
        "holiday",
        "testreader",
        "entitycontact",
        "itemcall",
        "entityitem",
        "mailing",
    ),
    *_all_of("newsletter", "consent", "subscriberimport", actions=["view"]),
    "newsletter.export_subscriber",
    "newsletter.import_subscriber",
    "newsletter.send_mailing",
    "newsletter.approve_mailing",
)
#: Who did not submit it decides: nobody approves a letter of their own.
APPROVE_LETTERS = ("newsletter.view_mailing", "newsletter.approve_mailing")
KEEP_FILES = ("add", "change", "choose")

GRANTS: dict[Role, Grant] = {
    Role.EDITOR: Grant(
        everywhere=EVERYTHING,
        files=KEEP_FILES,
        models=(
            *ADMIN,
            *TRANSLATE,
            *DIRECTORY,
            *INVITE,
            *_all_of("cms", "siteidentity", "alertbanner", actions=["change"]),
            *_all_of("blog", "columndefaults", actions=["change"]),
            *_all_of("wagtailredirects", "redirect"),
            *APPROVE_LETTERS,
        ),
    ),
    Role.DIRECTOR_GENERAL: Grant(
        sections=((Kind.COLUMN, PUBLISH),),
        files=("add", "choose"),
        models=(*ADMIN, *APPROVE_LETTERS),
    ),
    Role.CONTRIBUTOR: Grant(
        sections=tuple((kind, ("add",)) for kind in CONTRIBUTED), files=KEEP_FILES, models=ADMIN
    ),
    Role.TRANSLATOR: Grant(homes=WRITE, files=("choose",), models=(*ADMIN, *TRANSLATE)),
    Role.REVIEWER: Grant(models=ADMIN),
    Role.NEWSLETTER_MANAGER: Grant(
        sections=((Kind.ISSUE, PUBLISH),),
        files=KEEP_FILES,
        models=(*ADMIN, *TRANSLATE, *NEWSLETTER),
    ),
    Role.TOOLKIT_MANAGER: Grant(
        sections=((Kind.RESOURCE, PUBLISH),), files=KEEP_FILES, models=(*ADMIN, *TRANSLATE)
    ),
    Role.ADMINISTRATOR: Grant(
        everywhere=EVERYTHING,
        files=(*KEEP_FILES, "delete"),
        models=(
            *ADMIN,
            *TRANSLATE,
            *DIRECTORY,
            *INVITE,
            *_all_of("cms", "user", "siteidentity", "alertbanner"),
            *_all_of("blog", "columndefaults", actions=["change"]),
            *_all_of("auth", "group"),
            *_all_of("wagtailcore", "site", "locale", "collection", "workflow", "task"),
            *_all_of("wagtailredirects", "redirect"),
            *NEWSLETTER,
        ),
    ),
}

#: Who decides what was submitted: below the whole tree, and below the columns.
EDITORIAL_REVIEW = "المراجعة التحريرية · Editorial review"
COLUMN_APPROVAL = "اعتماد المدير العام · Director-general’s approval"


#: What groups were called before; their members and rights stay under the new name.
_FORMER_NAMES = {
    Role.NEWSLETTER_MANAGER: "مديرو النشرة · Newsletter managers",
    Role.TOOLKIT_MANAGER: "مديرو الأدوات · Toolkit managers",
}


def _rename_groups() -> None:
    for role, former in _FORMER_NAMES.items():
        if not Group.objects.filter(name=role.group_name).exists():
            Group.objects.filter(name=former).update(name=role.group_name)


def groups() -> dict[Role, Group]:
    """The roles' groups, made where they are missing."""
    return {role: Group.objects.get_or_create(name=role.group_name)[0] for role in Role}


@transaction.atomic
def apply_grants() -> None:
    """Brings all groups to what the table says; run again, it changes nothing.

    What an administrator gave to a role's group beside the table stays. Sections that do not
    exist yet get their rights when they are made.
    """
    _rename_groups()
    for role, group in groups().items():
        grant = GRANTS[role]
        _grant_models(group, grant.models)
        _grant_files(group, grant.files)
        _grant_pages(group, Page.objects.filter(depth=1), grant.everywhere)
        _grant_pages(group, HomePage.objects.all(), grant.homes)
        for kind, actions in grant.sections:
            _grant_pages(group, sections_of(kind), actions)
    _review(EDITORIAL_REVIEW, (Role.EDITOR, Role.REVIEWER), Page.objects.filter(depth=1))
    _review(COLUMN_APPROVAL, (Role.DIRECTOR_GENERAL,), sections_of(Kind.COLUMN))
    _retire_wagtails_own()


def give_rights_on(page: ListingPage | HomePage) -> None:
    """The roles' rights on a section or home page that was just made, and its workflow."""
    for role, group in groups().items():
        grant = GRANTS[role]
        if isinstance(page, HomePage):
            _grant_pages(group, [page], grant.homes)
            continue
        for kind, actions in grant.sections:
            if kind in page.lists:
                _grant_pages(group, [page], actions)
    if isinstance(page, ListingPage) and Kind.COLUMN in page.lists:
        _review(COLUMN_APPROVAL, (Role.DIRECTOR_GENERAL,), [page])


def sections_of(kind: Kind) -> QuerySet[Page]:
    """The pages that list a kind, in all languages."""
    models = [m for m in page_types() if issubclass(m, ListingPage) and kind in m.lists]
    return cast("QuerySet[Page]", Page.objects.type(*models) if models else Page.objects.none())


def _grant_models(group: Group, names: Iterable[str]) -> None:
    for name in names:
        app, codename = name.split(".")
        permission = Permission.objects.filter(content_type__app_label=app, codename=codename)
        group.permissions.add(*permission)


def _grant_pages(group: Group, pages: Iterable[Model], actions: Iterable[str]) -> None:
    for page in pages:
        for action in actions:
            permission = Permission.objects.filter(
                content_type__app_label="wagtailcore", codename=f"{action}_page"
            ).first()
            if permission is not None:
                GroupPagePermission.objects.get_or_create(
                    group=group, page_id=page.pk, permission=permission
                )


def _grant_files(group: Group, actions: Iterable[str]) -> None:
    root = Collection.get_first_root_node()
    if root is None:
        return
    # Wagtail asks for the rights of its own models, whatever class the house has instead.
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
        for action in actions:
            permission = Permission.objects.filter(
                content_type__app_label=app, codename=f"{action}_{model}"
            ).first()
            if permission is not None:
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=root, permission=permission
                )


def _review(name: str, roles: Iterable[Role], pages: Iterable[Page]) -> None:
    """A workflow of one step that any member of the roles decides, for pages that have none."""
    task = GroupApprovalTask.objects.filter(name=name).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=name)
        task.groups.set(Group.objects.filter(name__in=[role.group_name for role in roles]))
    workflow, made = Workflow.objects.get_or_create(name=name)
    if made:
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for page in pages:
        present = WorkflowPage.objects.filter(page_id=page.pk).first()
        if present is None:
            WorkflowPage.objects.create(page_id=page.pk, workflow=workflow)
        elif present.workflow.name in WAGTAILS_WORKFLOWS:
            present.workflow = workflow
            present.save()


#: What Wagtail's first migrations leave behind, and the name we gave it for a while.
WAGTAILS_WORKFLOWS = ("Moderators approval", "اعتماد المحررين")


def _retire_wagtails_own() -> None:
    """Groups and a workflow of Wagtail's that nobody uses would only be mistaken for ours."""
    Group.objects.filter(name__in=("Moderators", "Editors"), user__isnull=True).delete()
    for workflow in Workflow.objects.filter(name__in=WAGTAILS_WORKFLOWS, workflow_states=None):
        workflow.delete()
    GroupApprovalTask.objects.filter(
        name__in=WAGTAILS_WORKFLOWS, workflow_tasks=None, task_states=None
    ).delete()
