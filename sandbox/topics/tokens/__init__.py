"""Tokens: how a text becomes numbers, and how byte-pair encoding learns to cut it."""
