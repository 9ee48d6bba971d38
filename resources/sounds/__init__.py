"""A sound for each severity of an alert."""
