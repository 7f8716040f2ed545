# shellcheck shell=sh
# Finds a Node.js that may run as root, for the programs of Active Connections. Sourced, never run.
#
# Sets NODE to the path of a Node of at least major version 20, or to nothing. A Node that others than root could change is
# passed over: whoever can write it would be root.

least_node_major=20

# $1: a path. True when root owns it and nobody else may write it, the same for the folder it lies in.
is_roots_alone() {
  # GNU stat; of a link, what it leads to.
  for checked in "$1" "$(dirname "$1")"; do
    case $(stat -L -c '%u %A' "$checked" 2>/dev/null) in
      '0 '?????w???? | '0 '????????w?) return 1 ;;
      '0 '*) ;;
      *) return 1 ;;
    esac
  done
}

# $1: a path. Prints its major version, or nothing.
node_major() {
  "$1" --version 2>/dev/null | sed -n 's/^v\([0-9][0-9]*\)\..*$/\1/p'
}

# Only the caller's first argument and places that packages fill are looked at; PATH is not.
find_node() {
  # shellcheck disable=SC2034 # Whoever sources this file uses it.
  NODE=
  passenger=
  if [ -r /etc/cpanel/ea4/passenger.nodejs ]; then
    passenger=$(head -c 4096 /etc/cpanel/ea4/passenger.nodejs | head -n 1)
  fi
  for candidate in "$1" "$passenger" \
    /opt/cpanel/ea-nodejs24/bin/node /opt/cpanel/ea-nodejs22/bin/node /opt/cpanel/ea-nodejs20/bin/node \
    /usr/bin/node /usr/local/bin/node; do
    case $candidate in
      /*) ;;
      *) continue ;;
    esac
    if [ -x "$candidate" ] && is_roots_alone "$candidate"; then
      major=$(node_major "$candidate")
      if [ "${major:-0}" -ge "$least_node_major" ]; then
        # shellcheck disable=SC2034
        NODE=$candidate
        return 0
      fi
    fi
  done
  return 1
}
