"""How a build goes: events, their sums, the log, the status file and the live view."""
