"""Who may change which account? Administrators all but those who stand above them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from wagtail.users.views.users import CreateView, DeleteView, EditView, UserViewSet

from cms.accounts.forms import AccountCreationForm, AccountEditForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


class WithoutAWayUpwards:
    """Only a superuser makes superusers; Wagtail lets everyone who may keep accounts do so."""

    request: HttpRequest

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]  # a view's
        if not self.request.user.is_superuser and "is_superuser" in form.fields:
            # A disabled field keeps its value, whatever is sent.
            form.fields["is_superuser"].disabled = True
        return form


class AccountCreateView(WithoutAWayUpwards, CreateView):
    pass


class AccountEditView(WithoutAWayUpwards, EditView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        stand_below(request, self.object)
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


class AccountDeleteView(DeleteView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        stand_below(request, self.get_object())
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


def stand_below(request: HttpRequest, account: Any) -> None:
    """Raises PermissionDenied for a superuser's account, unless a superuser asks.

    Who may set someone's password may become them.
    """
    if account.is_superuser and not request.user.is_superuser:
        raise PermissionDenied


class AccountViewSet(UserViewSet):
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    delete_view_class = AccountDeleteView

    def get_form_class(self, for_update: bool = False) -> type:
        return AccountEditForm if for_update else AccountCreationForm
