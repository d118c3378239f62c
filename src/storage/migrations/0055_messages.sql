-- WeChat lets a message through to who has allowed it: what a person answered when they were asked, by kind of message,
-- and how many messages WeChat may still take by what we know. WeChat's own word (43101) corrects the count.
create table message_permissions (
  customer_id uuid not null references customers,
  template text not null check (template in ('arrival', 'outcome')),
  answer text check (answer in ('accept', 'reject', 'ban', 'filter')),
  answered_at bigint,
  -- Of the answer that was counted last: a repeat of it counts once.
  answer_id uuid,
  remaining int not null default 0 check (remaining >= 0),
  -- Switched off by the person in the mini-program, whatever WeChat would let through.
  wanted boolean not null default true,
  primary key (customer_id, template),
  check ((answer is null) = (answered_at is null) and (answer is null) = (answer_id is null))
);

-- WeChat takes one message to a person at a time (43108): whose turn it is, over all processes. A process that dies in
-- its turn loses it at `until`.
create table message_turns (
  customer_id uuid primary key,
  entry_id uuid not null,
  until bigint not null
);

-- What a sender keeps in mind of an entry between its tries.
alter table outbox add column word text;

insert into rules (name, class, effective_from, value, unit, source, mark) values
  -- Who did not want messages is not asked again for as long.
  ('message-ask.again', '', '2016-12-01', 30, 'days', 'own rule', 'B');
