//! People, dossiers and their events, numbering, clerks, drafts, settings
