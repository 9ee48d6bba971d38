"""The documentation: pages made from resources/docs and from the API's own declarations."""
