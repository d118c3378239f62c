-- An authorisation is written once and used once, soon after: room on its page lets the use stay there, beside no new
-- index entry.
ALTER TABLE authorisations SET (fillfactor = 50);
