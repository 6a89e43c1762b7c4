"""The report on an account → text of one format. One renderer a format."""
