"""What both programs say to each other: codes, schemas, filters, the typed client."""

__version__ = "0.1.0"
