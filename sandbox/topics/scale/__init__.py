"""Scale: how much a model costs, and what size and data buy."""
