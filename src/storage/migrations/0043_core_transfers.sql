-- What stands in our ledger for a person's Class I account, whose money is in the bank's core: always empty, it carries the
-- counters of what leaves to others and what stops that. One a person, whatever card leads there and however often it is bound.
create table class_one_accounts (
  customer_id uuid primary key,
  id uuid not null unique,
  opened_at bigint not null
);
insert into class_one_accounts (customer_id, id, opened_at)
  select customer_id, gen_random_uuid(), min(bound_at) from cards where own group by customer_id;
insert into ledger_accounts (owner, id, may_go_below_zero) select customer_id, id, false from class_one_accounts;
-- What covers all of somebody's accounts covers this one from now on.
insert into account_counters (owner, account_id, used)
  select c.customer_id, c.id, json_object_agg(s.use || ' open', s.stops)
  from class_one_accounts c
  join (
    select r.customer_id, 'stopped-' || u.use as use, count(*) as stops
    from restrictions r
    join (values ('self', 'out'), ('self', 'opening'), ('telephone', 'out'), ('telephone', 'opening'),
      ('authority-stop', 'out'), ('authority-stop', 'opening'), ('authority-freeze', 'out'),
      ('authority-freeze', 'withdrawal'), ('authority-freeze', 'opening'), ('fraud-list', 'out'), ('fraud-list', 'in'),
      ('fraud-list', 'opening'), ('sanctions-list', 'out'), ('sanctions-list', 'in'), ('sanctions-list', 'withdrawal'),
      ('sanctions-list', 'opening'), ('dormant', 'out'), ('dormant', 'in'), ('dormant', 'opening'),
      ('id-expired', 'out'), ('id-expired', 'in'), ('id-expired', 'opening')) as u (kind, use) on u.kind = r.kind
    where r.ended_at is null and r.account_id is null
    group by 1, 2
  ) as s on s.customer_id = c.customer_id
  group by 1, 2;

-- Money from a Class I account to another customer. The order is stored before the core is asked; `state` says what is known
-- of it. Done, it stands among the transfers too.
create table core_transfers (
  customer_id uuid not null,
  id uuid not null,
  -- of class_one_accounts
  account_id uuid not null,
  card_id uuid not null,
  -- whom the payer looked up, of payees
  looked_up_id uuid not null,
  payee_id uuid not null,
  payee_account_id uuid not null,
  amount bigint not null check (amount > 0),
  -- room under the payee's balance cap is kept for it until it ends
  room_kept boolean not null,
  -- as in transfers
  sides_sealed bytea,
  state text not null check (state in ('processing', 'unknown', 'done', 'refused')),
  reason_zh text,
  reason_en text,
  attempts integer not null,
  asked integer not null,
  next_ask_at bigint,
  created_at bigint not null,
  finished_at bigint,
  primary key (customer_id, id)
);
create index core_transfers_due on core_transfers (next_ask_at) where next_ask_at is not null;
create index core_transfers_to on core_transfers (payee_id, payee_account_id) where next_ask_at is not null;

insert into rules (name, class, effective_from, value, unit, source, mark) values
  -- More a day to others needs a certificate or an electronic signature.
  ('transfers.unsigned.day', 'I', '2016-12-01', 5000000, 'fen', '银发〔2016〕261号', 'S');
