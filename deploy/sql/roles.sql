-- Two roles in the customer's production database. Run as an administrator, then set the passwords.

-- DATABASE_URL: probes count connections and look at activity; nothing can be changed. Probes and the parts
-- of an investigation ask side by side, from each replica.
CREATE ROLE pitcrew_reader LOGIN NOINHERIT CONNECTION LIMIT 16;
ALTER ROLE pitcrew_reader SET default_transaction_read_only = on;
ALTER ROLE pitcrew_reader SET statement_timeout = '10s';
GRANT pg_read_all_stats TO pitcrew_reader WITH INHERIT TRUE;
-- Each table that a query of the playbook reads (sql-number, data-integrity, security-indicators), such as:
-- GRANT SELECT ON emergency_requests, admin_logins TO pitcrew_reader;

-- DATABASE_ADMIN_URL: postgres-terminate-long-queries sees every query, and may end those of other roles.
CREATE ROLE pitcrew_admin LOGIN NOINHERIT CONNECTION LIMIT 5;
ALTER ROLE pitcrew_admin SET default_transaction_read_only = on;
ALTER ROLE pitcrew_admin SET statement_timeout = '10s';
GRANT pg_read_all_stats TO pitcrew_admin WITH INHERIT TRUE;
GRANT pg_signal_backend TO pitcrew_admin WITH INHERIT TRUE;
