"""Webhooks: every event to every endpoint that wants it, in order, until it is taken or given up."""
