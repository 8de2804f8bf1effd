"""A recruiter invites candidates: by a form, or by a file with a row for each."""
