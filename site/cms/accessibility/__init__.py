"""The accessibility declaration: the audit behind it, the state it computes, the difficulties that people report."""
