"""The next token: a language model gives every token of its vocabulary a probability of coming next."""
