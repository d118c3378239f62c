-- What the bank answers to a complaint. Sealed like the complaint; who answered is a member of staff.
alter table complaints add column answer_sealed bytea;
alter table complaints add column answered_at bigint;
alter table complaints add column answered_by text;
alter table complaints add constraint complaints_answered
  check ((state = 'answered') = (answer_sealed is not null) and (answer_sealed is null) = (answered_at is null)
    and (answered_at is null) = (answered_by is null));
create index complaints_open on complaints (answer_by) where state = 'received';

alter table staff_looks drop constraint staff_looks_occasion_check;
alter table staff_looks add constraint staff_looks_occasion_check
  check (occasion in ('search', 'customer', 'identification', 'list-match', 'task', 'complaint'));
