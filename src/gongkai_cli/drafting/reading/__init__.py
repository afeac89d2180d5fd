"""From a file to a ``Source``: its lines and tables with their places, or a clear refusal."""
