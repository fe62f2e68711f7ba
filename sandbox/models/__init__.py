"""Models: the catalogue, fetching and converting them, and running them on ONNX Runtime."""
