"""Where the readings of conditions come from: one module a kind, or a few kinds that are read together."""
