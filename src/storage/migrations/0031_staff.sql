-- The bank's own people: who they are (as the provider of their sign-in said it last), their sessions, every look of
-- theirs at a customer, and what one of them asks and another decides.

create table staff (
  -- The provider's subject. Names are personal data of staff too.
  id text primary key,
  name_sealed bytea not null,
  branch text not null,
  signed_in_at bigint not null
);

-- A sign-in under way: what the provider's answer must fit. Taken away by the answer, so that it is good for one.
create table staff_sign_ins (
  token_hash bytea primary key,
  -- State, nonce and PKCE verifier as JSON.
  secrets_sealed bytea not null,
  expires_at bigint not null
);

-- Only the hash of the token is kept. Branch and roles are those of the sign-in: a change begins with the next one.
create table staff_sessions (
  id uuid primary key,
  token_hash bytea not null unique,
  staff_id text not null references staff (id),
  branch text not null,
  -- 'teller,risk'
  roles text not null,
  created_at bigint not null,
  last_seen_at bigint not null,
  expires_at bigint not null,
  ended_at bigint
);

-- Every look of staff at personal data, written before the data is shown. Rows are never changed; they go with the
-- identity of whom they are about (bank/personal-data/held.ts).
create table staff_looks (
  id uuid primary key,
  staff_id text not null references staff (id),
  session_id uuid not null,
  branch text not null,
  -- Null: the search found nobody.
  customer_id uuid,
  occasion text not null check (occasion in ('search', 'customer', 'identification', 'list-match', 'task')),
  -- What was shown: 'name,mobile,id-number'; for a search also by what it looked: 'by:mobile'.
  fields text not null,
  reason_sealed bytea not null,
  at bigint not null
);
create index staff_looks_at on staff_looks (at, id);
create index staff_looks_customer on staff_looks (customer_id, at, id);
create index staff_looks_staff on staff_looks (staff_id, at, id);

-- Four eyes: what one member of staff asks for and another one decides.
create table staff_tasks (
  id uuid primary key,
  kind text not null,
  -- The person it is about.
  subject uuid not null,
  -- What of theirs is decided on: a check, a match of a list.
  matter uuid not null,
  -- What the kind needs to act, as JSON.
  payload_sealed bytea not null,
  note_sealed bytea not null,
  -- Keyed hash of what was asked: tells a repeat from a conflict.
  content_hash bytea not null,
  requested_by text not null references staff (id),
  requested_branch text not null,
  requested_at bigint not null,
  state text not null check (state in ('open', 'approved', 'refused')),
  decided_by text references staff (id),
  decided_at bigint,
  decision_note_sealed bytea,
  -- Nobody decides what they asked for themselves, whatever the code says.
  check (decided_by is null or decided_by <> requested_by),
  check ((state = 'open') = (decided_by is null and decided_at is null))
);
-- One open request of a kind about a matter.
create unique index staff_tasks_open on staff_tasks (kind, matter) where state = 'open';
create index staff_tasks_subject on staff_tasks (subject);
create index staff_tasks_state on staff_tasks (state, requested_at, id);

-- Codes that a customer shows at the counter: eight digits, kept under a keyed hash, single use.
create table identification_codes (
  id uuid primary key,
  customer_id uuid not null references customers (id),
  code_index bytea not null,
  -- open: shown on the phone. taken: a teller has entered it. passed | refused: the check is recorded. void: a newer
  -- code took its place, or the tries to name the document ran out.
  state text not null check (state in ('open', 'taken', 'passed', 'refused', 'void')),
  made_at bigint not null,
  expires_at bigint not null,
  taken_by text references staff (id),
  -- By when the teller who took it must have recorded the check.
  check_by bigint,
  -- Tries left to name the last characters of the document in hand.
  tries_left integer not null
);
create unique index identification_codes_live on identification_codes (customer_id) where state in ('open', 'taken');
create unique index identification_codes_shown on identification_codes (code_index) where state in ('open', 'taken');
create index identification_codes_code on identification_codes (code_index, made_at);
create index identification_codes_made on identification_codes (made_at);

-- Checks of a document face to face. A passed one opens inflow from others, for as long as it is not taken back.
create table identifications (
  customer_id uuid not null references customers (id),
  -- That of its code, which is good for one check.
  id uuid not null unique,
  document text not null check (document in ('resident-id', 'temporary-id')),
  -- By which means the teller found the document genuine.
  checked_by text not null check (checked_by in ('reader', 'eye')),
  result text not null check (result in ('passed', 'refused')),
  -- Why it was refused.
  reason_sealed bytea,
  branch text not null,
  teller text not null references staff (id),
  at bigint not null,
  -- The task by which it was taken back.
  withdrawn_by uuid references staff_tasks (id),
  withdrawn_at bigint,
  primary key (customer_id, id)
);
create index identifications_teller on identifications (teller, at);

insert into rules (name, class, effective_from, value, unit, source, mark) values
  ('staff-session.life',                 '', '2016-12-01',  10, 'hours',   'own rule', 'B'),
  ('staff-session.idle',                 '', '2016-12-01',  15, 'minutes', 'own rule', 'B'),
  ('staff-sign-in.life',                 '', '2016-12-01',  10, 'minutes', 'own rule', 'B'),
  -- A member of staff who looks for more people than this in a day is not serving them.
  ('staff-search.day',                   '', '2016-12-01', 200, 'count',   'own rule', 'B'),
  ('identification-code.life',           '', '2016-12-01',   5, 'minutes', 'own rule', 'B'),
  ('identification-code.day',            '', '2016-12-01',  20, 'count',   'own rule', 'B'),
  -- Wrong codes a day: of one teller, and of all tellers of a branch.
  ('identification-code.wrong-teller',   '', '2016-12-01',  20, 'count',   'own rule', 'B'),
  ('identification-code.wrong-branch',   '', '2016-12-01', 100, 'count',   'own rule', 'B'),
  ('identification-check.life',          '', '2016-12-01',  15, 'minutes', 'own rule', 'B'),
  ('identification-check.tries',         '', '2016-12-01',   3, 'count',   'own rule', 'B');
