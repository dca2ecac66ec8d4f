"""The kinds of file a report comes in, told apart by their content and never by their names."""
