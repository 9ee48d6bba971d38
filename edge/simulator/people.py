"""Who punches: employees with believable names, PINs and cards, the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum


class Shift(StrEnum):
    """When a person is expected; the hours stand in workday.py."""

    DAY = "day"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    NIGHT = "night"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Employee:
    """A person of one site. `card` is decimal or empty, `privilege` as in USER records (PROTOCOL.md §6.4)."""

    pin: str
    name: str
    card: str
    privilege: int
    shift: Shift


_MAGHREB = (
    "Ahmed Fatima Youssef Khadija Mohamed Amina Hassan Salma Omar Zineb Rachid Nadia Karim Latifa Hamza "
    "Imane Mehdi Soukaina Abdellah Meryem Said Hanane Brahim Naïma Anas Loubna Driss Samira Ilyas Ghita",
    "Alaoui|Bennani|El Idrissi|Tazi|Berrada|El Fassi|Chraibi|Benjelloun|Ouazzani|Lahlou|Amrani|Bouazza|"
    "El Amri|Ziani|Haddad|Naciri|Saidi|Mansouri|Belkacem|Kabbaj|Rami|Oukacha|Aït Lahcen|Sebti|Fikri|Jabri",
)
_FRENCH = (
    "Camille Lucas Manon Hugo Léa Louis Chloé Nathan Inès Théo Sarah Maxime Juliette Antoine Élise Paul "
    "Jeanne Adrien Margaux Victor",
    "Martin|Bernard|Dubois|Petit|Durand|Leroy|Moreau|Laurent|Lefèvre|Roux|Fournier|Girard|Mercier|"
    "Garnier|Chevalier|Faure|Lambert|Rousseau",
)
_WEST_AFRICA = (
    "Moussa Aïssatou Ibrahima Fatou Ousmane Mariama Cheikh Awa Mamadou Adama Kouassi Aminata Koffi Ama Yao "
    "Ndeye Abdoulaye Bintou Seydou Rokhaya",
    "Diop|Ndiaye|Fall|Sow|Traoré|Diallo|Koné|Ouattara|Coulibaly|Keïta|Camara|Touré|Kouadio|Yao|Mensah|Sarr|"
    "Gueye|Ba|Cissé|Bamba",
)
_ANGLOPHONE_AFRICA = (
    "Chinedu Ngozi Emeka Adaeze Tunde Folake Segun Amaka Ifeanyi Blessing Kwame Abena Kofi Grace Wanjiru "
    "Otieno Achieng Kamau Thabo Nomsa Sipho Lerato",
    "Okafor|Adeyemi|Balogun|Eze|Okonkwo|Abubakar|Ogunleye|Nwosu|Bello|Owusu|Asante|Boateng|Kamau|Odhiambo|"
    "Wanjala|Nkosi|Dlamini|Mokoena|Moyo|Banda",
)
_WORLD = (
    "Maria João Sofia Diego Laura Carlos Elena Marco Anna Jonas Priya Arjun Nimal Layla Khalid Noor Sami "
    "Siti Budi Linh Minh Ana Emma Oliver",
    "Silva|García|López|Rossi|Bianchi|Schmidt|Weber|de Vries|Santos|Ferreira|Sharma|Patel|Perera|Al Harbi|"
    "Al Mansoori|Haddad|Santoso|Nguyen|Tran|Smith|Brown|Yılmaz|Demir",
)
_BY_COUNTRY = (
    dict.fromkeys(("MA", "DZ", "TN", "EG", "MR"), _MAGHREB)
    | dict.fromkeys(("FR", "BE", "CH", "CA"), _FRENCH)
    | dict.fromkeys(("SN", "CI", "ML", "BF", "NE", "BJ", "TG", "GN", "CM", "GA", "CD"), _WEST_AFRICA)
    | dict.fromkeys(("NG", "GH", "KE", "UG", "RW", "TZ", "ET", "ZM", "ZW", "ZA"), _ANGLOPHONE_AFRICA)
)
_SHIFTS: dict[str, tuple[tuple[Shift, int], ...]] = {
    "warehouse": ((Shift.MORNING, 35), (Shift.AFTERNOON, 30), (Shift.NIGHT, 25), (Shift.DAY, 10)),
    "plant": ((Shift.MORNING, 40), (Shift.AFTERNOON, 40), (Shift.DAY, 20)),
    "farm": ((Shift.FIELD, 80), (Shift.DAY, 20)),
    "store": ((Shift.MORNING, 45), (Shift.AFTERNOON, 45), (Shift.DAY, 10)),
    "office": ((Shift.DAY, 100),),
}
KINDS: tuple[str, ...] = tuple(_SHIFTS)
"""Kinds of site that have working hours of their own."""


def hire(rng: random.Random, kind: str, country: str, first_pin: int, count: int) -> tuple[Employee, ...]:
    """`count` employees of a site of `kind` in `country`, PINs from `first_pin` upwards, all digits."""
    first_names, family_names = _BY_COUNTRY.get(country, _WORLD)
    first, family = first_names.split(), family_names.split("|")
    shifts, weights = zip(*_SHIFTS[kind], strict=True)
    people = []
    for number in range(count):
        name = f"{rng.choice(first)} {rng.choice(family)}"
        card = str(rng.randrange(1_000_000, 16_777_216)) if rng.random() < 0.4 else ""
        privilege = 14 if number == 0 else 0
        shift = rng.choices(shifts, weights)[0]
        people.append(Employee(str(first_pin + number), name, card, privilege, shift))
    return tuple(people)
