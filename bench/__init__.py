"""Measuring what `docs/benchmarks.md` tells; run by hand, never timed in tests."""
