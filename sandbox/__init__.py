"""LM Sandbox: every idea behind a language model, to touch, in Japanese and English."""

__version__ = "0.1.0"
