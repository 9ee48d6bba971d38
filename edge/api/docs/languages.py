"""The languages of the documentation. Every page is in English; some are in others, and so is their frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ENGLISH: Final = "en"
# By their codes, as they call themselves.
LANGUAGES: Final[Mapping[str, str]] = {ENGLISH: "English", "fr": "Français"}

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        "API reference": "Référence de l’API",
        "Before": "Précédent",
        "Call the API": "Appeler l’API",
        "Colours: as the system": "Couleurs : comme le système",
        "Documentation": "Documentation",
        "Errors": "Erreurs",
        "Events": "Événements",
        "Found": "Résultats",
        "Install and use": "Installer et utiliser",
        "Know what is wrong": "Savoir ce qui ne va pas",
        "Language": "Langue",
        "Link to this part": "Lien vers cette partie",
        "Menu": "Menu",
        "Next": "Suivant",
        "Next and previous page": "Page suivante et page précédente",
        "On this page": "Sur cette page",
        "Receive events": "Recevoir les événements",
        "Reference": "Référence",
        "Run the server": "Exploiter le serveur",
        "Search": "Rechercher",
        "Search the documentation": "Rechercher dans la documentation",
        "Skip to the content": "Aller au contenu",
        "Start here": "Commencer ici",
        "Table": "Tableau",
        "Text": "Texte",
        "These pages come from your own server and need no internet.": (
            "Ces pages viennent de votre propre serveur et n’ont pas besoin d’internet."
        ),
        "This page in other languages": "Cette page dans d’autres langues",
        "Understand punches": "Comprendre les pointages",
    }
}


def translated(words: str, language: str) -> str:
    """Words of the frame around a page. Raises KeyError where they were not translated."""
    return words if language == ENGLISH else _WORDS[language][words]
