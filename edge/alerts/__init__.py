"""What needs a person: rules that turn facts into alerts, and what is told to whom."""
