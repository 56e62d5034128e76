"""How a command ends: what other programs read from its exit code."""

DONE = 0
BAD_INPUT = 2
CANNOT_BE_MET = 3
