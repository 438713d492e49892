#!/bin/sh
# As the official entrypoint: the first start makes the user of PGADMIN_DEFAULT_EMAIL and registers the servers of /pgadmin4/servers.json.
set -e
package=$(echo /venv/lib/python3*/site-packages/pgadmin4)
export PYTHONPATH=$package PGADMIN_SETUP_EMAIL="$PGADMIN_DEFAULT_EMAIL" PGADMIN_SETUP_PASSWORD="$PGADMIN_DEFAULT_PASSWORD"
export HOME=/tmp CONFIG_DISTRO_FILE_PATH=/tmp/config_distro.py
printf '%s\n' 'SERVER_MODE = True' 'DATA_DIR = "/var/lib/pgadmin"' 'LOG_FILE = "/dev/null"' 'UPGRADE_CHECK_ENABLED = False' >"$CONFIG_DISTRO_FILE_PATH"
cd "$package"
if [ ! -f /var/lib/pgadmin/pgadmin4.db ]; then
  /venv/bin/python setup.py setup-db
  if [ -f /pgadmin4/servers.json ]; then /venv/bin/python setup.py load-servers /pgadmin4/servers.json --user "$PGADMIN_DEFAULT_EMAIL"; fi
fi
exec /venv/bin/gunicorn --bind "0.0.0.0:${PGADMIN_LISTEN_PORT:-80}" --workers 1 --threads 25 --chdir "$package" pgAdmin4:app
