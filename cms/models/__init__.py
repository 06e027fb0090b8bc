"""What the house stores for every feature: people, entities, topics, pictures, pages."""

from __future__ import annotations

from .alert import AlertBanner, AlertLevel
from .entities import Entity, EntityAccount, EntityKind
from .media import CustomDocument, CustomImage, CustomRendition
from .menu import FooterGroup, FooterItem, MenuItem
from .pages import BodyPage, ContentPage, PageAuthor, PageTopic
from .people import Person
from .site import SiteAccount, SiteIdentity
from .topics import Topic
from .users import User

__all__ = [
    "AlertBanner",
    "AlertLevel",
    "BodyPage",
    "ContentPage",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "Entity",
    "EntityAccount",
    "EntityKind",
    "FooterGroup",
    "FooterItem",
    "MenuItem",
    "PageAuthor",
    "PageTopic",
    "Person",
    "SiteAccount",
    "SiteIdentity",
    "Topic",
    "User",
]
