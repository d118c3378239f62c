-- Tamper evidence: every posting has a number of the one sequence, and seals chain them block by block (ledger/seals.ts).

-- CACHE 1: a session that kept numbers back would use them after they were taken for decided.
CREATE SEQUENCE ledger_posting_numbers CACHE 1;
-- Existing rows are numbered as the table is written anew, in the order in which they lie; that fires no trigger.
ALTER TABLE ledger_postings ADD COLUMN number bigint NOT NULL DEFAULT nextval('ledger_posting_numbers');
ALTER SEQUENCE ledger_posting_numbers OWNED BY ledger_postings.number;
-- Postings are appended about in the order of their numbers: a summary of page ranges finds a block and costs a write
-- next to nothing, where a tree would cost it a page.
CREATE INDEX ledger_postings_number ON ledger_postings USING brin (number) WITH (autosummarize = on, pages_per_range = 32);

-- Whoever takes numbers has a transaction id before: what the seals' horizon rests on.
CREATE FUNCTION ledger_posting_has_transaction_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_current_xact_id();
  RETURN NULL;
END
$$;
CREATE TRIGGER ledger_postings_transaction_id BEFORE INSERT ON ledger_postings
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_posting_has_transaction_id();

CREATE TABLE ledger_seals (
  -- 1, 2, 3 …
  block       bigint PRIMARY KEY,
  -- The block covers the postings with numbers after the previous block's last, up to this one.
  last        bigint NOT NULL,
  postings    bigint NOT NULL,
  -- SHA-256 of the canonical text of its postings, in order of their numbers.
  digest      bytea  NOT NULL,
  -- HMAC-SHA-256 over the previous mac and this row, under a key that is not in the database.
  mac         bytea  NOT NULL,
  key_version int    NOT NULL,
  at          bigint NOT NULL
);
CREATE TRIGGER ledger_seals_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_seals
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_history_is_immutable();
