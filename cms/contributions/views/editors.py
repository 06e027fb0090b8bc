"""The editors' screens: invitations, one of them, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from cms.contributions.actions import change_invitation
from cms.contributions.actions.decline import decline as decline_contribution
from cms.contributions.actions.invite import add_entities, invite
from cms.contributions.contacts import entities_without_contact
from cms.contributions.forms import DeadlineForm, EntitiesForm, InvitationForm, ReasonForm
from cms.contributions.models import Contribution, Invitation
from cms.contributions.states import DECIDABLE
from cms.contributions.views.doors import editors_trail, may, screen, today, who

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 25


@may("view_invitation")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    invitations = Invitation.objects.with_progress().select_related("invited_by")
    page = Paginator(invitations, PER_PAGE).get_page(request.GET.get("p"))
    buttons = [
        HeaderButton(
            _("Overview"),
            reverse("contributions:overview"),
            icon_name="clipboard-list",
            priority=20,
        )
    ]
    if request.user.has_perm("contributions.add_invitation"):
        buttons.append(
            HeaderButton(
                _("Invite entities"), reverse("contributions:new"), icon_name="plus", priority=10
            )
        )
    return screen(
        request, "index", _("Contributions"), buttons=tuple(sorted(buttons)), invitations=page
    )


@may("add_invitation")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None, today=today())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        wanted = ("kind", "subject", "guidance", "deadline", "languages", "entities", "token")
        invitation = invite(
            **{name: data[name] for name in wanted},
            invited_by=who(request),
            now=timezone.now(),
        )
        messages.success(request, _("The invitation was sent to the entities."))
        _warn_of_silence(request, invitation)
        return redirect("contributions:invitation", invitation.pk)
    return screen(
        request,
        "new",
        _("Invite entities"),
        trail=(editors_trail(),),
        form=form,
        media=form.media,
    )


@may("view_invitation")
@require_safe
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    return _invitation(request, get_object_or_404(Invitation, pk=pk))


@may("change_invitation")
@require_POST
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk, cancelled_at=None)
    form = DeadlineForm(request.POST, today=today())
    if not form.is_valid():
        return _invitation(request, invitation, deadline_form=form)
    if change_invitation.set_deadline(invitation, form.cleaned_data["deadline"], timezone.now()):
        messages.success(request, _("The deadline was moved; the entities are told."))
    else:
        messages.info(request, _("This is the deadline already; nothing was changed."))
    return redirect("contributions:invitation", pk)


@may("change_invitation")
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk, cancelled_at=None)
    form = EntitiesForm(request.POST, invitation=invitation)
    if not form.is_valid():
        return _invitation(request, invitation, entities_form=form)
    add_entities(invitation, form.cleaned_data["entities"], timezone.now())
    messages.success(request, _("The invitation was sent to the entities."))
    _warn_of_silence(request, invitation)
    return redirect("contributions:invitation", pk)


@may("change_invitation")
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk, cancelled_at=None)
    if request.method == "POST":
        change_invitation.cancel(invitation, timezone.now())
        messages.success(
            request, _("The invitation was cancelled; entities that sent nothing are told.")
        )
        return redirect("contributions:invitation", pk)
    return screen(
        request,
        "cancel",
        _("Cancel the invitation"),
        trail=(editors_trail(), _trail_of(invitation)),
        invitation=invitation,
    )


@may("change_contribution")
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    contribution = get_object_or_404(
        Contribution.objects.select_related("invitation", "entity", "page"), pk=pk
    )
    back = redirect("contributions:invitation", contribution.invitation_id)
    if contribution.state not in DECIDABLE:
        messages.error(request, _("There is nothing to decline: it was decided or taken back."))
        return back
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decline_contribution(
            contribution, form.cleaned_data["reason"], who(request), timezone.now()
        )
        messages.success(request, _("The contribution was declined; the entity is told why."))
        return back
    return screen(
        request,
        "reason",
        _("Decline the contribution"),
        trail=(editors_trail(), _trail_of(contribution.invitation)),
        contribution=contribution,
        form=form,
        question=_("Why is it declined? The draft stays with the entity."),
        button=_("Decline"),
        back=reverse("contributions:invitation", args=[contribution.invitation_id]),
    )


def _invitation(
    request: HttpRequest,
    invitation: Invitation,
    *,
    deadline_form: DeadlineForm | None = None,
    entities_form: EntitiesForm | None = None,
) -> HttpResponse:
    """One invitation with all that may be done; forms that were refused show what was typed."""
    initial = {"deadline": invitation.deadline}
    deadline_form = deadline_form or DeadlineForm(today=today(), initial=initial)
    entities_form = entities_form or EntitiesForm(invitation=invitation)
    rows = Contribution.objects.filter(invitation=invitation).select_related("entity", "page")
    unreached = set(entities_without_contact().values_list("pk", flat=True))
    found = Invitation.objects.with_progress().prefetch_related(
        Prefetch("contributions", rows, to_attr="rows")
    )
    context: dict[str, Any] = {
        "invitation": found.get(pk=invitation.pk),
        "deadline_form": deadline_form,
        "entities_form": entities_form,
        "media": deadline_form.media,
        "unreached": unreached,
        "decidable": DECIDABLE,
    }
    return screen(
        request,
        "invitation",
        invitation.subject,
        trail=(editors_trail(),),
        **context,
    )


def _trail_of(invitation: Invitation) -> tuple[str, str]:
    return reverse("contributions:invitation", args=[invitation.pk]), invitation.subject


def _warn_of_silence(request: HttpRequest, invitation: Invitation) -> None:
    """Entities without a contact are invited all the same, and someone must know."""
    silent = entities_without_contact().filter(contributions__invitation=invitation)
    names = [str(entity) for entity in silent]
    if names:
        messages.warning(
            request,
            ngettext(
                "One entity has no contact, so that nobody received the letter: %(names)s. "
                "An administrator can give it a contributor.",
                "%(count)s entities have no contact, so that nobody received the letter: "
                "%(names)s. An administrator can give them contributors.",
                len(names),
            )
            % {"count": len(names), "names": _(", ").join(names)},
        )
