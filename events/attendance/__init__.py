"""Who comes in, said at the door, with or without a network; and what certifies it afterwards."""
