"""From an agreement's own text to the draft of its file, for a person to check."""
