"""The surfaces: page, api, embed. Each walks the same list of views."""
