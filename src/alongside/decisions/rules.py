"""Who may write the draft, take part in it, and record decisions."""

from alongside.projects.rules import is_admin, is_host, is_open, may_decide, may_host, may_take_part

may_write = may_host & is_open
may_propose = may_take_part | (is_admin & is_open)
may_record = may_decide | is_host
