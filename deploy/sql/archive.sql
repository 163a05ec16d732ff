-- ARCHIVE_DATABASE_URL: the lines of every incident's log, private ones too. Run as an administrator in a database
-- of its own (UTF8), then set the password. The role adds and reads; it can change and delete nothing.
CREATE TABLE pitcrew_events (
  incident text,
  seq integer,
  type text NOT NULL,
  at timestamptz NOT NULL,
  by text NOT NULL,
  hash text NOT NULL,
  bytes text NOT NULL,
  PRIMARY KEY (incident, seq)
);
CREATE ROLE pitcrew_archive LOGIN NOINHERIT CONNECTION LIMIT 8;
ALTER ROLE pitcrew_archive SET statement_timeout = '3s';
GRANT SELECT, INSERT ON pitcrew_events TO pitcrew_archive;
