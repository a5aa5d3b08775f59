"""What files propose: shown beside the plan of a merge, and answered there."""
