"""What readers do: say that a resource was of use, or what is wrong in it; ask to be told when one is published."""
