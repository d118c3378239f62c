-- A third list: numbers, mobile or card, to which money that was lost to fraud was sent. Whoever is about to pay one of them is
-- warned and pauses; nobody is screened against it.
alter table list_versions drop constraint list_versions_list_check;
alter table list_versions add constraint list_versions_list_check check (list in ('fraud', 'sanctions', 'payees'));
alter table list_entries drop constraint list_entries_list_check;
alter table list_entries add constraint list_entries_list_check check (list in ('fraud', 'sanctions', 'payees'));
alter table list_entries alter column name_sealed drop not null;
alter table list_entries alter column name_index drop not null;
-- Of an entry of the payees' list: the blind index of the number, as customers' mobile, card and account numbers have it.
alter table list_entries add column number_index bytea;
alter table list_entries add constraint list_entries_names
  check ((list = 'payees') = (number_index is not null) and (list = 'payees') = (name_sealed is null)
    and (name_sealed is null) = (name_index is null));
create index list_entries_number on list_entries (number_index) where until_version is null;

-- When the payer said that they have read the warning: the pause counts from there.
alter table payees add column warned_at bigint;

insert into rules (name, class, effective_from, value, unit, source, mark) values
  ('reported-payee.pause', '', '2016-12-01', 30, 'seconds', 'own rule', 'B'),
  -- After so long the same payer is warned of the same payee again.
  ('reported-payee.again', '', '2016-12-01', 24, 'hours',   'own rule', 'B');
