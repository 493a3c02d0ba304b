"""What every figure comes from."""
