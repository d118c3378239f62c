-- The regulator's rules and the bank's own limits as data: one row for each value and the date from which it holds.
-- A change of rule is a new row with a later date; nothing before that date changes. Rows are never updated.
-- mark: S a source states it, S- only a repost or mirror states it, M from memory; B the bank's own choice.
-- No regulator's own page was at hand: a bank checks every row before it goes live.
create table rules (
  name text not null,
  -- '' holds for every account class
  class text not null check (class in ('', 'I', 'II', 'III')),
  effective_from text not null,
  value bigint not null,
  unit text not null,
  source text not null,
  mark text not null check (mark in ('S', 'S-', 'M', 'B')),
  primary key (name, class, effective_from)
);

insert into rules (name, class, effective_from, value, unit, source, mark) values
  ('accounts.max',     'I',   '2016-12-01',        1, 'count',   '银发〔2018〕16号', 'S-'),
  ('accounts.max',     'II',  '2018-01-12',        5, 'count',   '银发〔2018〕16号', 'S-'),
  ('accounts.max',     'III', '2018-01-12',        5, 'count',   '银发〔2018〕16号', 'S-'),
  ('balance.cap',      'III', '2018-01-12',   200000, 'fen',     '银发〔2018〕16号', 'S-'),
  ('out.day',          'II',  '2016-12-01',  1000000, 'fen',     '银发〔2016〕302号', 'S'),
  ('out.year',         'II',  '2016-12-01', 20000000, 'fen',     '银发〔2016〕302号', 'S'),
  ('out.day',          'III', '2018-01-12',   200000, 'fen',     '银发〔2018〕16号', 'S-'),
  ('out.year',         'III', '2018-01-12',  5000000, 'fen',     '银发〔2018〕16号', 'S-'),
  ('in.day',           'II',  '2016-12-01',  1000000, 'fen',     '银发〔2016〕302号', 'S'),
  ('in.year',          'II',  '2016-12-01', 20000000, 'fen',     '银发〔2016〕302号', 'S'),
  ('in.day',           'III', '2018-01-12',   500000, 'fen',     '银发〔2018〕16号', 'S-'),
  ('in.year',          'III', '2018-01-12', 10000000, 'fen',     '银发〔2018〕16号', 'S-'),
  ('deposit.insured',  '',    '2015-05-01', 50000000, 'fen',     '存款保险条例', 'S-'),
  -- Time deposits only on the bank's own platforms since 2021-01-15: 1 the shelf is open, 0 closed.
  ('deposit.shelf',    '',    '2016-12-01',        1, 'switch',  '银保监办发〔2021〕9号', 'S'),
  -- Younger than this: at a branch with a guardian.
  ('age.minimum',      '',    '2016-12-01',       16, 'years',   '银发〔2015〕392号', 'M'),
  ('age.senior',       '',    '2016-12-01',       65, 'years',   '金融机构产品适当性管理办法', 'S-'),
  ('pin.tries',        '',    '2016-12-01',        5, 'count',   'own rule', 'B'),
  ('pin.lock',         '',    '2016-12-01',       24, 'hours',   'own rule', 'B'),
  ('pin.challenge',    '',    '2016-12-01',        5, 'minutes', 'own rule', 'B'),
  ('authorisation.life', '',  '2016-12-01',        5, 'minutes', 'own rule', 'B'),
  ('payee-lookups.day', '',   '2016-12-01',       20, 'count',   'own rule', 'B'),
  ('sms.gap',          '',    '2016-12-01',       60, 'seconds', 'own rule', 'B'),
  ('sms.mobile-day',   '',    '2016-12-01',       10, 'count',   'own rule', 'B'),
  ('sms.address-hour', '',    '2016-12-01',       30, 'count',   'own rule', 'B'),
  ('sms-code.life',    '',    '2016-12-01',        5, 'minutes', 'own rule', 'B'),
  ('sms-code.tries',   '',    '2016-12-01',        5, 'count',   'own rule', 'B'),
  -- A session that began with WeChat, which knows its user, and one that began with an SMS code in any browser.
  ('session.life-wechat', '', '2016-12-01',      720, 'hours',   'own rule', 'B'),
  ('session.idle-wechat', '', '2016-12-01',    10080, 'minutes', 'own rule', 'B'),
  ('session.life-sms', '',    '2016-12-01',       12, 'hours',   'own rule', 'B'),
  ('session.idle-sms', '',    '2016-12-01',       30, 'minutes', 'own rule', 'B'),
  ('binding.life',     '',    '2016-12-01',       15, 'minutes', 'own rule', 'B'),
  -- Questions to the verification network: for one person, and about one card.
  ('verification.day', '',    '2016-12-01',       10, 'count',   'own rule', 'B'),
  ('complaint.answer', '',    '2016-12-01',       15, 'days',    '银行保险机构消费者权益保护管理办法', 'M');
