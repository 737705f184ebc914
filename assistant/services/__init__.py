"""What the product does: one function, one use case, one transaction. Load, decide, save, commit."""
