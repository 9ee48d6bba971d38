"""The pane beside the page: what is selected, in full."""
