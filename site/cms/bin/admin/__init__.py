"""The screens of the bin, and those that put pages there."""
