"""The room's few hot addresses, answered in front of Django: marks, counts, what runs, the stream."""
