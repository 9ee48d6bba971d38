"""The REST API: one module a resource, one declaration an operation."""
