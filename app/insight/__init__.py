"""What only shows across marks and readings: figures that differ, two readings side by side."""
