"""The directory outside the portal: one file per format, each a plain function over organisations that are public."""
