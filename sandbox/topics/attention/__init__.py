"""Attention: who looks at whom, how the weights come about, and which pairs are left out to save work."""
