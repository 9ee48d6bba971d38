"""The console's typefaces, so that it looks the same everywhere: Noto Sans and its Arabic, unmodified."""
