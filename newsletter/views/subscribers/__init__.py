"""The managers' screens of the list: its subscribers, segments, suppressions and figures (N3)."""
