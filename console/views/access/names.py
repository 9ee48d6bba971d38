"""Who is who: names of keys and people by id, as the lists of a page learn of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from console.core.access import Key, Person


@dataclass
class Names:
    """One for a page; its lists fill it."""

    keys: dict[str, Key] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def actor(self, id: str) -> str:
        """A key by its name; whoever has no key as the edge calls them."""
        key = self.keys.get(id)
        return id if key is None else key.name

    def person(self, id: str) -> str:
        person = self.people.get(id)
        return "" if person is None else person.name

    def behind(self, key_id: str) -> str:
        """Whose key it is; "" for nobody's."""
        key = self.keys.get(key_id)
        return "" if key is None else self.person(key.person)

    @property
    def people_named(self) -> dict[str, str]:
        return {id: person.name for id, person in self.people.items()}
