"""What leaves Mithaq for people to read: so far, the record as one page."""
