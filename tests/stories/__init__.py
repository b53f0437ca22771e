"""Stories: one journey from end to end, to be read like one."""
