"""What the command line can have done: tenants, keys, devices and the database, one table of actions.

Arguments and results are JSON, so that a running server can carry an action out for the command line.
"""

from edge.administration.table import ACTIONS, with_vault
from edge.administration.units import AdministrationError

__all__ = ["ACTIONS", "AdministrationError", "with_vault"]
