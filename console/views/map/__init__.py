"""The offline fleet map."""
