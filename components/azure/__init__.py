"""Components on Azure. Importing this package loads no SDK; its `catalogue` does."""
