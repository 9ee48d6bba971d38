"""The documentation as readers and their browsers meet it."""
