"""Who takes part: people, companies, memberships, standing. No page lives here (the user model must come first)."""
