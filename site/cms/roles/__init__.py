"""Who may touch what, beyond what Wagtail's groups say: a role that reaches only what its people are entrusted with."""
