"""The device side: terminals' own HTTP protocols, from bytes to records and back."""
