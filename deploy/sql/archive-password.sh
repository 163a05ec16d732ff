#!/bin/sh
# Gives the archive's role the password of ARCHIVE_PASSWORD. The PostgreSQL image runs this once, after archive.sql.
set -eu
psql --username postgres --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 --set password="$ARCHIVE_PASSWORD" <<'SQL'
ALTER ROLE pitcrew_archive PASSWORD :'password';
SQL
