#!/bin/sh
# As the official entrypoint: options alone mean the server, which runs as the user redis.
set -e
if [ "${1#-}" != "$1" ]; then set -- redis-server "$@"; fi
if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
  chown -R redis:redis /data
  exec setpriv --reuid=redis --regid=redis --init-groups "$0" "$@"
fi
# the official build listens everywhere, Debian's to this host alone
if [ "$1" = redis-server ]; then set -- "$@" --protected-mode no --bind '*'; fi
exec "$@"
