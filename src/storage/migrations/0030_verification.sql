-- Verification networks: who may ask where, at which price, and what was asked and answered. Dated like the rules: a change
-- is a new row with a later date, and rows are never updated. mark: S a source states it, S- only a repost or mirror states
-- it, M from memory; B the bank's own choice. Fees and patience are agreed with each network: a bank sets its own.
create table verification_terms (
  network text not null,
  -- member: 1 our bank is a member and may ask, 0 it is not. price: of one query. patience: how long a person waits before
  -- the next network is asked as well.
  name text not null check (name in ('member', 'price', 'patience')),
  effective_from text not null,
  value bigint not null check (value >= 0),
  unit text not null,
  source text not null,
  mark text not null check (mark in ('S', 'S-', 'M', 'B')),
  primary key (network, name, effective_from)
);

insert into verification_terms (network, name, effective_from, value, unit, source, mark) values
  ('unionpay',    'member',   '2016-12-01',   1, 'switch', 'own rule', 'B'),
  ('unionpay',    'price',    '2016-12-01',  30, 'fen',    'own assumption', 'B'),
  ('unionpay',    'patience', '2016-12-01', 600, 'ms',     'own rule', 'B'),
  -- The alliance of five is theirs alone.
  ('big-five',    'member',   '2016-12-01',   0, 'switch', 'own rule', 'B'),
  ('big-five',    'price',    '2016-12-01',   5, 'fen',    'own assumption', 'B'),
  ('big-five',    'patience', '2016-12-01', 600, 'ms',     'own rule', 'B'),
  ('joint-stock', 'member',   '2016-12-01',   1, 'switch', 'own rule', 'B'),
  ('joint-stock', 'price',    '2016-12-01',   5, 'fen',    'own assumption', 'B'),
  ('joint-stock', 'patience', '2016-12-01', 600, 'ms',     'own rule', 'B'),
  ('city-banks',  'member',   '2016-12-01',   1, 'switch', 'own rule', 'B'),
  ('city-banks',  'price',    '2016-12-01',   2, 'fen',    'own assumption', 'B'),
  ('city-banks',  'patience', '2016-12-01', 600, 'ms',     'own rule', 'B');

-- Whose cards a network can ask about, by the first digits of the card; of several rows the one with most digits decides,
-- and '' stands for every card.
create table verification_coverage (
  network text not null,
  bin text not null check (bin ~ '^[0-9]{0,10}$'),
  effective_from text not null,
  covered boolean not null,
  -- Whose cards they are, for whoever reads the table.
  bank text not null,
  source text not null,
  mark text not null check (mark in ('S', 'S-', 'M', 'B')),
  primary key (network, bin, effective_from)
);

insert into verification_coverage (network, bin, effective_from, covered, bank, source, mark)
select network, bin, '2016-12-01', true, bank, 'reprinted BIN lists', 'M' from (values
  ('unionpay',    '',       '所有银行'),
  ('big-five',    '622202', '工商银行'), ('big-five',    '621226', '工商银行'), ('big-five', '622230', '工商银行'),
  ('big-five',    '622848', '农业银行'), ('big-five',    '621660', '中国银行'), ('big-five', '621700', '建设银行'),
  ('big-five',    '622262', '交通银行'),
  ('joint-stock', '622588', '招商银行'), ('joint-stock', '622575', '招商银行'), ('joint-stock', '622690', '中信银行'),
  ('joint-stock', '622660', '光大银行'), ('joint-stock', '622630', '华夏银行'), ('joint-stock', '622622', '民生银行'),
  ('joint-stock', '622909', '兴业银行'), ('joint-stock', '622568', '广发银行'), ('joint-stock', '622521', '浦发银行'),
  ('joint-stock', '622309', '浙商银行'),
  ('city-banks',  '622163', '北京银行'), ('city-banks',  '622173', '江苏银行'), ('city-banks', '621777', '南京银行'),
  ('city-banks',  '622318', '宁波银行')
) as known (network, bin, bank);

-- Every question to a network, written before it is asked and completed after: one row a try.
create table verification_queries (
  -- Also the message's: without its dashes it is the MsgId.
  id uuid primary key,
  question_id uuid not null,
  -- Keyed hash of card, name, ID number and mobile: the same question again, under whatever id.
  subject bytea not null,
  holder_sealed bytea not null,
  network text not null,
  -- Fen, as agreed on the day of asking.
  price bigint not null,
  -- False once it is certain that the network never had it.
  billed boolean not null,
  asked_at bigint not null,
  answered_at bigint,
  -- asked: no word yet. answered: its answer decided. late: an answer after another network's had decided. timed-out: the
  -- person's patience, or the connection's, was over. failed: no usable answer, and `fault` says why.
  state text not null check (state in ('asked', 'answered', 'late', 'timed-out', 'failed')),
  fault text,
  verdict text check (verdict in ('I', 'credit', 'unknown-card', 'mismatch', 'not-eligible')),
  bank_code text,
  bank_name text,
  -- The answer's exact bytes and their signature.
  answer_sealed bytea,
  ms bigint,
  check ((state in ('answered', 'late')) = (verdict is not null))
);
create index verification_queries_subject on verification_queries (subject, answered_at);
create index verification_queries_asked on verification_queries (asked_at);

-- Every question of a member bank about an account of ours. The key refuses a message that was sent before.
create table interbank_queries (
  -- CNAPS code of the bank that asked.
  member text not null,
  message_id text not null,
  question_id text not null,
  asked_at bigint not null,
  -- What was answered: the account's class, or why not.
  verdict text not null,
  -- The account that it was about, where there is one and its holder has agreed.
  customer_id uuid,
  account_id uuid,
  question_sealed bytea not null,
  answer_sealed bytea not null,
  primary key (member, message_id)
);
create index interbank_queries_asked on interbank_queries (asked_at);

insert into rules (name, class, effective_from, value, unit, source, mark) values
  -- How long an answer holds for the same card and person; a refusal shorter, for what the bank has on record can be put right.
  ('verification.valid',         '', '2016-12-01', 1440, 'minutes', 'own rule', 'B'),
  ('verification.valid-refusal', '', '2016-12-01',   10, 'minutes', 'own rule', 'B'),
  -- Questions of one member bank.
  ('interbank.minute',           '', '2016-12-01',  120, 'count',   'own rule', 'B');
