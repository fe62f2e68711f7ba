"""A language model gives every token of its vocabulary a probability: of coming next, or of filling a blank."""
