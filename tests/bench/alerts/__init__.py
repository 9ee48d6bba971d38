"""How well the alerts do: seeded fleets with a known truth, three rules to compare with, and ours."""
