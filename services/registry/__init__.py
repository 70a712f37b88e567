"""WHO: initiatives and who takes part in them."""
