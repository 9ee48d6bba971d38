"""What makes installers: scripts that also run by hand. None of it is shipped."""
