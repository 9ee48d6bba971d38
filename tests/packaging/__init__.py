"""What is shipped, as the person who installs it meets it."""
