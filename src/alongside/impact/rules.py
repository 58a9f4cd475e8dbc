"""Who may do what with receipts and changes."""

from alongside.projects.rules import is_community, is_decision_maker, is_host, is_open, may_decide, may_host

# Members of the community note changes too: those who live with a decision see best what it did.
may_note_change = may_host | may_decide | (is_community & is_open)
may_print_letters = may_host
may_issue_again = is_host | is_decision_maker | may_decide
