"""Programs that need no Python: built by PyInstaller from build.spec, checked, and packed."""
