-- An authorisation is written once and used once, soon after: room on its page lets the use stay there, beside no new
-- index entry.
ALTER TABLE authorisations SET (fillfactor = 50);

-- All the limit counters of an account in one row: {"out 2026-11-23": 1000, "out 2026": 5000}. An order looks at several
-- of them, and a row costs the same whether it holds one or ten. Days long past are dropped when the row is written.
ALTER TABLE counters RENAME TO counters_by_period;
CREATE TABLE account_counters (
  owner      uuid NOT NULL,
  account_id uuid NOT NULL,
  used       json NOT NULL,
  PRIMARY KEY (owner, account_id)
) WITH (fillfactor = 70);
INSERT INTO account_counters (owner, account_id, used)
  SELECT owner, account_id, json_object_agg(name || ' ' || period, used) FROM counters_by_period GROUP BY owner, account_id;
DROP TABLE counters_by_period;

-- For whoever reads them one by one.
CREATE VIEW counters AS
  SELECT c.owner, c.account_id, split_part(each.key, ' ', 1) AS name, split_part(each.key, ' ', 2) AS period,
    each.value::bigint AS used
  FROM account_counters c, json_each_text(c.used) AS each;
