"""The director-general's column, month by month: how it begins, where it stands, who approves."""
