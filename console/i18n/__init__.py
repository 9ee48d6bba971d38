"""Translations of the console."""
