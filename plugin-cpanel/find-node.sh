# shellcheck shell=sh
# Finds a Node.js that may run as root, for the programs of Active Connections. Sourced, never run.
#
# Sets NODE to the path of a Node of at least major version 20, or to nothing. A Node that others than root could change is
# passed over: whoever can write it would be root. Pages wait for this: each program that is run here costs them a millisecond.

least_node_major=20

# $1: a path. True when root owns it and nobody else may write it, the same for every folder above it, and for those above what a
# link leads to: whoever can rename one of them can put another program there. Then `facts` tells this file from any other, and
# from itself after a change.
is_roots_alone() {
  path=$1
  way=$1
  if [ -L "$path" ]; then way=$(readlink -f "$path") || return 1; fi
  set -- "$way"
  for end in "$path" "$way"; do
    while [ -n "$end" ]; do
      end=${end%/*}
      set -- "$@" "${end:-/}"
    done
    [ "$way" != "$path" ] || break
  done
  places=$#
  # GNU stat; of a link, what it leads to. What it prints are three words each, without blanks or wildcards.
  # shellcheck disable=SC2046
  set -- $(stat -L -c '%u %A %i-%s-%Y' "$@" 2>/dev/null)
  [ $# -eq $((3 * places)) ] || return 1
  facts="$path $3"
  while [ $# -gt 0 ]; do
    [ "$1" = 0 ] || return 1
    case $2 in
      ?????w???? | ????????w?) return 1 ;;
      ??????????) ;;
      *) return 1 ;;
    esac
    shift 3
  done
}

# $1: a path. Prints its major version, or nothing.
node_major() {
  "$1" --version 2>/dev/null | sed -n 's/^v\([0-9][0-9]*\)\..*$/\1/p'
}

# $1: a path to begin with. $2: what `facts` were of a Node whose version is known to do, or nothing.
# Only $1 and places that packages fill are looked at; PATH is not.
find_node() {
  # shellcheck disable=SC2034 # Whoever sources this file uses it.
  NODE=
  passenger=
  if [ -r /etc/cpanel/ea4/passenger.nodejs ]; then
    read -r passenger </etc/cpanel/ea4/passenger.nodejs || :
  fi
  for candidate in "$1" "$passenger" \
    /opt/cpanel/ea-nodejs24/bin/node /opt/cpanel/ea-nodejs22/bin/node /opt/cpanel/ea-nodejs20/bin/node \
    /usr/bin/node /usr/local/bin/node; do
    case $candidate in
      /*) ;;
      *) continue ;;
    esac
    if [ -x "$candidate" ] && is_roots_alone "$candidate"; then
      major=$least_node_major
      [ "$facts" = "$2" ] || major=$(node_major "$candidate")
      if [ "${major:-0}" -ge "$least_node_major" ]; then
        # shellcheck disable=SC2034
        NODE=$candidate
        return 0
      fi
    fi
  done
  return 1
}
