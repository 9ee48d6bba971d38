"""The edge server: terminals push to it, integrators and the console read from it."""
