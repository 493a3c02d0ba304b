"""Framework files and rule files read into what they mean, with marks."""
