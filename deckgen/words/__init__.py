"""Words: the only place where numbers, days and periods become text."""
