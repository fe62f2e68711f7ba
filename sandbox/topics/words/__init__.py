"""Word vectors: from a toy table to maps of whole vocabularies."""
