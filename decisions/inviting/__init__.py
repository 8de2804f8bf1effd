"""The agency invites: a recruiter or an imported file makes invitations with their job facts."""
