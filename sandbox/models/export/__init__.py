"""From PyTorch to ONNX graphs without weights (extra `export`): what assets/graphs and added models are made of.

    tracing     from transformers' own model code to a graph, attention as one operator
    weights     which tensor of the source each weight is; no weights stay in a graph
    operators   simpler graphs of the same computation
    matrices    how matrices are stored, and the products that read them
    graphs      all of it, to files

convert.py follows the layouts that are written here without PyTorch. Only this package and tokenizer_files.py import
PyTorch or transformers.
"""

from sandbox.models.export.graphs import export, export_folder, load_model

__all__ = ["export", "export_folder", "load_model"]
