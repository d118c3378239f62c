-- People's data: what somebody agreed to and took back, who asked to be forgotten, and how long what stays must stay.
-- What goes when stands in bank/personal-data/held.ts.

-- What is asked, in words: a row for each purpose and version, with the date from which it holds. A new text is a new row.
create table consent_texts (
  purpose text not null check (purpose in ('agreement', 'sensitive-data', 'interbank-verification', 'marketing-messages')),
  version text not null,
  effective_from text not null,
  -- Without it there is no account, so it ends with the accounts. What is not needed may be taken back at any time, and
  -- that takes nothing else away: interbank verification is a clause of the agreement, on from the opening; marketing is
  -- off until somebody turns it on.
  needed boolean not null,
  title_zh text not null,
  title_en text not null,
  about_zh text not null,
  about_en text not null,
  primary key (purpose, version)
);
insert into consent_texts (purpose, version, effective_from, needed, title_zh, title_en, about_zh, about_en) values
  ('agreement', '2026-11', '2016-12-01', true, '账户协议', 'Account agreement',
   '为您开立和管理账户、办理您发起的业务。没有它就没有账户；销户后终止。',
   'To open and run your account and to do what you order. Without it there is no account; it ends when the account is closed.'),
  ('sensitive-data', '2026-11', '2016-12-01', true, '敏感个人信息', 'Sensitive personal data',
   '把姓名、身份证号、手机号和卡号发给您绑定卡的开户行核对，并按法律要求留存。没有它无法核实身份；销户后终止。',
   'To have your card''s bank check your name, ID number, mobile and card number, and to keep them as the law demands. Without it nobody can be identified; it ends when the account is closed.'),
  ('interbank-verification', '2026-11', '2016-12-01', false, '供他行核实本行账户', 'Other banks may verify this account',
   '您在别的银行绑定本行账户时，由本行向那家银行确认户名、证件号和手机号是否一致，不提供其他信息。不同意则不能在别处绑定本行账户，不影响其他业务，随时可以关闭。',
   'When you link an account of ours at another bank, we tell that bank whether name, ID number and mobile fit, and nothing else. Refusing it means that our account cannot be linked elsewhere; nothing else changes, and you can turn it off at any time.'),
  ('marketing-messages', '2026-11', '2016-12-01', false, '产品推荐短信', 'Messages about products',
   '向您的手机号发送产品和活动的介绍。不同意不影响任何业务，随时可以关闭。',
   'To send word of products and offers to your mobile number. Refusing it changes nothing else, and you can turn it off at any time.');

-- Giving and taking back are rows, in the order of their numbers; the last one of a purpose counts.
alter table consents drop constraint consents_pkey;
alter table consents add column number bigint generated always as identity primary key;
-- Null: given or taken back by itself, in no form.
alter table consents alter column binding_id drop not null;
-- false: taken back, at the instant in given_at.
alter table consents add column given boolean not null default true;
create unique index consents_in_a_form on consents (customer_id, binding_id, kind);
create index consents_of_customer on consents (customer_id, kind, number);

-- Who asked to be forgotten. Of a visitor without records to keep nothing stays, not even this row.
create table departures (
  customer_id uuid primary key references customers (id),
  asked_at bigint not null,
  -- When everything that need not stay was taken away; null: it is about to be.
  left_at bigint,
  -- By it, and nothing else, an authority's question still finds what is sealed. Not unique: a person may leave twice.
  id_number_index bytea
);
create index departures_unfinished on departures (asked_at) where left_at is null;

-- What the law makes the bank keep of them, and from when the years count (rules 'retention.<kind>').
create table retained (
  customer_id uuid not null references departures (customer_id),
  kind text not null check (kind in ('identity', 'transactions', 'complaints')),
  since bigint not null,
  erased_at bigint,
  primary key (customer_id, kind)
);
create index retained_due on retained (kind, since) where erased_at is null;

-- What is erased is null; the row stays where the books or an audit need it, and says nothing of anybody.
alter table accounts alter column number_sealed drop not null;
alter table accounts alter column number_index drop not null;
alter table cards alter column number_index drop not null;
alter table entries alter column text_sealed drop not null;
alter table transfers alter column sides_sealed drop not null;
-- A shared card still leads to its product when its sharer is gone.
alter table links alter column customer_id drop not null;

insert into rules (name, class, effective_from, value, unit, source, mark) values
  -- Counted from the day on which somebody without accounts asked to be forgotten.
  ('retention.identity',     '', '2016-12-01', 10, 'years', '反洗钱法（2024年修订）', 'M'),
  ('retention.transactions', '', '2016-12-01', 10, 'years', '反洗钱法（2024年修订）', 'M'),
  ('retention.complaints',   '', '2016-12-01',  3, 'years', '银行业保险业消费投诉处理管理办法', 'M'),
  ('data-exports.day',       '', '2016-12-01',  3, 'count', 'own rule', 'B');
