#!/usr/bin/env bash
# A user and a database for each owner, which nobody else can open. Runs by itself on an empty volume; run again it adds what is missing and sets the
# passwords to those of the environment:  docker compose exec postgres /docker-entrypoint-initdb.d/databases.sh
set -euo pipefail
# the image's entrypoint has it, `docker compose exec` has not
: "${POSTGRES_USER:=postgres}"

# who calls it by hand may have made the container anew a moment ago
for _ in {1..60}; do
  pg_isready --quiet --username="$POSTGRES_USER" && break
  sleep 1
done

own() {
  psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres --set=name="$1" --set=password="$2" <<'SQL'
SELECT format('CREATE ROLE %I LOGIN', :'name') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
ALTER ROLE :"name" PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'name') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
}

for owner in users shop warehouse orders payments shipments notifications provider carriers; do
  password=${owner^^}_DB_PASSWORD
  own "micromart_$owner" "${!password:?}"
done
own keycloak "${KEYCLOAK_DB_PASSWORD:?}"

# what comes with the server is nobody's either
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
  --set=superuser="$POSTGRES_USER" --set=password="${POSTGRES_PASSWORD:?}" <<'SQL'
ALTER ROLE :"superuser" PASSWORD :'password';
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
SQL
