"""What words mean, the same for every engine: how French is cut, what a question asks, what is marked in a text."""
