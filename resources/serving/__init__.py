"""Files sent to readers: only those a reader may see, from where a stopped download left off, never an old one."""
