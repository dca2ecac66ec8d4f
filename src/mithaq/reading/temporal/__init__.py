"""How numbers and times are read: folding, tokens, patterns written as data, and the calendar."""
