"""Who logs in: an e-mail address instead of a user name."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(DjangoUserManager["User"]):
    """Makes users by e-mail address; the address is folded to lower case."""

    def _make(self, email: str, password: str | None, **fields: Any) -> User:
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(  # type: ignore[override]  # no user name here
        self, email: str, password: str | None = None, **fields: Any
    ) -> User:
        return self._make(email, password, **fields)

    def create_superuser(  # type: ignore[override]  # no user name here
        self, email: str, password: str | None = None, **fields: Any
    ) -> User:
        return self._make(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    username = None  # type: ignore[assignment]  # the address takes its place
    email = models.EmailField(_("e-mail address"), unique=True)
    #: Contributors see this entity's content and no other (`cms.access`).
    entity = models.ForeignKey(
        "cms.Entity", models.PROTECT, null=True, blank=True, related_name="users",
        verbose_name=_("entity"),
        help_text=_("For contributors: the entity whose content they see and edit."),
    )  # fmt: skip

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.email
