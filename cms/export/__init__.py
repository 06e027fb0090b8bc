"""The public site as plain files (X1): plan → render → write."""
