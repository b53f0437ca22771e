"""The transparency-log formats, one specification per module; stands alone."""
