-- Customers and how they are recognised. Everything personal is sealed (…_sealed, AES-256-GCM); what is looked up has a
-- keyed blind index (…_index, HMAC-SHA-256). Nothing here can be read or guessed without the keys, which are not here.

create table customers (
  id uuid primary key,
  -- visitor: signed in, no account yet. customer: identity verified, account open.
  stage text not null check (stage in ('visitor', 'customer')),
  created_at bigint not null,
  -- The shared link that first brought them.
  link_id text,
  -- For a visitor the number proved by SMS at sign-in, for a customer the one verified with the card's bank.
  mobile_sealed bytea,
  mobile_index bytea,
  name_sealed bytea,
  id_number_sealed bytea,
  id_number_index bytea unique,
  -- Due diligence at opening: occupation, address area, tax residency (JSON). The day stays readable, to remind by.
  diligence_sealed bytea,
  id_valid_until text,
  became_customer_at bigint,
  -- Identified face to face at a branch: opens inflow from non-bound accounts.
  identified_at bigint,
  identified_branch text,
  identified_teller text,
  check (stage = 'visitor' or (mobile_index is not null and id_number_index is not null and name_sealed is not null))
);
-- One number, one customer; a visitor who proved the same number before does not stand in the way.
create unique index customers_mobile on customers (mobile_index, stage);

-- Which WeChat account is whose. Binding and the phone button move it from a visitor to a customer.
create table wechat_identities (
  openid_index bytea primary key,
  openid_sealed bytea not null,
  customer_id uuid not null references customers (id),
  attached_at bigint not null
);
create index wechat_identities_customer on wechat_identities (customer_id);

create table consents (
  customer_id uuid not null references customers (id),
  binding_id uuid not null,
  -- 'agreement' | 'sensitive-data'
  kind text not null,
  version text not null,
  given_at bigint not null,
  primary key (customer_id, binding_id, kind)
);
