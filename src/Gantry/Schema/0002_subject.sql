-- What is told of one thing is found by its name, however long the journal is.
create index core_journal_subject on core_journal (subject, seq);
