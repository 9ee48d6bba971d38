"""Models of what the API takes and answers, and of events: one file a resource."""
