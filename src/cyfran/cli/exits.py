"""How a command ends: what other programs read from its exit code."""

DONE = 0
BAD_INPUT = 2
CANNOT_BE_MET = 3
# The doctor found something that is wrong.
NOT_WELL = 4
# As of every program that is stopped because nobody reads what it says, such as by `| head -1`.
NOBODY_READS = 141
# As of every program that somebody stops with Ctrl-C.
STOPPED = 130
