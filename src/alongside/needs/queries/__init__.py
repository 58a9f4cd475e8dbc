"""What can be asked about access needs: by the person, by a host, and as numbers."""
