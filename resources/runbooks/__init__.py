"""What to do about each kind of alert, one file a language."""
