"""What the house stores for every feature: people, entities, topics, pictures, pages."""

from __future__ import annotations

from .entities import Entity, EntityAccount, EntityKind
from .media import CustomDocument, CustomImage, CustomRendition
from .pages import BodyPage, ContentPage, PageAuthor, PageTopic
from .people import Person
from .site import SiteAccount, SiteIdentity
from .topics import Topic
from .users import User

__all__ = [
    "BodyPage",
    "ContentPage",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "Entity",
    "EntityAccount",
    "EntityKind",
    "PageAuthor",
    "PageTopic",
    "Person",
    "SiteAccount",
    "SiteIdentity",
    "Topic",
    "User",
]
