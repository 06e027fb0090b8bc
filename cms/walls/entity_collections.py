"""Where does an entity keep its files? In a collection of its own, made with the entity."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Collection

from cms.models import Entity


def ensure_collection(entity: Entity) -> Collection:
    """The entity's collection, below the root; named as the entity, also when it is renamed."""
    name = str(entity.name)[:255] or entity.slug
    with transaction.atomic():
        if entity.collection is None:
            root = Collection.get_first_root_node()
            collection = root.add_child(instance=Collection(name=name))
            # Not by save(): the signal that called us must not come again.
            Entity.objects.filter(pk=entity.pk).update(collection=collection)
            entity.collection = collection
        elif entity.collection.name != name:
            Collection.objects.filter(pk=entity.collection_id).update(name=name)
    return entity.collection


def keep_collection(instance: Entity, raw: bool = False, **_of_the_signal: object) -> None:
    """After an entity is saved, its files have their place."""
    if not raw:
        ensure_collection(instance)
