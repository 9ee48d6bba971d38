"""Wires the parts of the edge together, and runs them as one process."""

from edge.app.listening import ServedAt
from edge.app.parts import Edge
from edge.app.process import running, serve
from edge.app.start import StartError

__all__ = ["Edge", "ServedAt", "StartError", "running", "serve"]
