"""The sets that only grow and that files unite: stored rows, and the manifest that answers for them."""
