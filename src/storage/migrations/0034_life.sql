-- A customer's life after the opening: more cards, another bound card, another mobile number, a new WeChat account, a
-- forgotten PIN.

-- A card that is unbound keeps its row, for the top-ups that came from it; the same number may be bound again.
alter table cards add column unbound_at bigint;
alter table cards drop constraint cards_number_index_key;
create unique index cards_bound on cards (number_index) where unbound_at is null;
-- Each bound card has a place of its own, counted from 0: with places below rule 'cards.max' alone, no two bindings at
-- once can pass it. The card of the first account takes place 0.
alter table cards add column place integer not null default 0 check (place >= 0);
create unique index cards_place on cards (customer_id, place) where unbound_at is null;
-- The last order that relied on the card's being bound. Who unbinds it has seen this one, or must look again.
alter table cards add column last_order uuid;

-- A binding may end with no more than the card.
alter table bindings add column purpose text not null default 'account' check (purpose in ('account', 'card'));
alter table bindings drop constraint bindings_state_check;
alter table bindings add constraint bindings_state_check
  check (state in ('asked', 'code-sent', 'opened', 'bound', 'refused'));

-- Every change of an account's bound card. `nth` of its month: two at once cannot both be the third.
create table card_changes (
  customer_id uuid not null,
  account_id uuid not null,
  -- business month, Asia/Shanghai
  month text not null,
  nth integer not null check (nth > 0),
  id uuid not null,
  from_card_id uuid,
  to_card_id uuid not null,
  at bigint not null,
  primary key (customer_id, account_id, month, nth)
);

-- What a code by SMS is good for: 'sign-in', or one proof of a number, by its purpose and id.
alter table sms_codes add column subject text not null default 'sign-in';

-- That somebody holds a mobile number, shown by a code sent to it. Good for one order, in one session, for a while.
create table mobile_proofs (
  session_id uuid not null references sessions (id) on delete cascade,
  id uuid not null,
  purpose text not null check (purpose in ('mobile-change', 'pin-reset', 'recovery')),
  mobile_sealed bytea not null,
  mobile_index bytea not null,
  resend_at bigint not null,
  expires_at bigint not null,
  proved_at bigint,
  used_at bigint,
  primary key (session_id, id)
);
create index mobile_proofs_expiry on mobile_proofs (expires_at);

-- Every change of a customer's mobile number: what it was, what it became, how the person was known.
create table mobile_changes (
  customer_id uuid not null references customers (id),
  -- business month, Asia/Shanghai
  month text not null,
  nth integer not null check (nth > 0),
  id uuid not null,
  -- JSON {"from", "to"}
  numbers_sealed bytea not null,
  -- 'old-number': the session began with a code sent to it. 'id-number': the ID number was told.
  known_by text not null check (known_by in ('old-number', 'id-number')),
  session_id uuid not null,
  at bigint not null,
  primary key (customer_id, month, nth)
);
create unique index mobile_changes_id on mobile_changes (customer_id, id);

-- A customer came back with another WeChat account. Kept by the session, which belonged to a visitor before.
create table recoveries (
  session_id uuid not null,
  id uuid not null,
  -- Keyed hash of what was asked: tells a repeat from other content under the same id.
  content_hash bytea not null,
  customer_id uuid not null references customers (id),
  openid_index bytea not null,
  -- WeChat accounts that were the customer's until then.
  detached integer not null,
  at bigint not null,
  primary key (session_id, id)
);
create index recoveries_customer on recoveries (customer_id, at);

insert into rules (name, class, effective_from, value, unit, source, mark) values
  ('cards.max',            '', '2016-12-01',  5, 'count',   'own rule', 'B'),
  ('card-changes.month',   '', '2016-12-01',  3, 'count',   'own rule', 'B'),
  ('mobile-changes.month', '', '2016-12-01',  3, 'count',   'own rule', 'B'),
  ('mobile-proof.life',    '', '2016-12-01', 15, 'minutes', 'own rule', 'B'),
  ('pin-reset.day',        '', '2016-12-01',  5, 'count',   'own rule', 'B'),
  -- Tries to come back, at one mobile number and by one WeChat account.
  ('recovery.day',         '', '2016-12-01',  5, 'count',   'own rule', 'B');
