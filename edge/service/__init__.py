"""The edge as a service of its machine: systemd, Windows or launchd start it, watch it and stop it."""
