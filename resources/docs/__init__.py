"""The documentation that the edge serves: pages, templates, styles, samples, and the API reference."""
