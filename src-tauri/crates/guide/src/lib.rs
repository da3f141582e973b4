//! A case and what is on hand to the checklist, the due date and the fee. Pure
