"""Components on AWS. Importing this package loads no SDK; its `catalogue` does."""
