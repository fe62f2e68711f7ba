"""Prompting: the same model answers otherwise to another prompt, and solves more when it may write down its steps."""
