"""The window around the pages: rail, inspector, status strip."""
