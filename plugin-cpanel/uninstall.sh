#!/bin/sh
# Takes Active Connections off a WHM server: /usr/local/active-connections/whm/uninstall.sh, as root.
#
#   --lift-blocks  first lift every block that Active Connections made
#   --keep-blocks  leave them in force; they are listed, and stay in the firewall and in cPHulk until you lift them there
#   --keep-state   keep the journal and the settings in /var/cpanel/active_connections
#   --root DIR     as given to install.sh
#
# Says what it did, file by file, and ends with an error when something of ours is left.
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH

root=
blocks=ask
state_too=yes

fail() {
  echo "uninstall.sh: $*" >&2
  exit 1
}

while [ $# -gt 0 ]; do
  case $1 in
    --root) [ $# -ge 2 ] || fail '--root takes a folder'; root=${2%/}; shift 2 ;;
    --lift-blocks) blocks=lift; shift ;;
    --keep-blocks) blocks=keep; shift ;;
    --keep-state) state_too=no; shift ;;
    -h | --help) sed -n '2,/^set /{/^#/s/^# \{0,1\}//p;}' "$0"; exit 0 ;;
    *) fail "unknown option $1; see uninstall.sh --help" ;;
  esac
done

[ "$(id -u)" = 0 ] || fail 'run it as root'
home="$root/usr/local/active-connections"
list="$home/whm/files.list"
[ -r "$list" ] || fail "$list is not there: Active Connections is not installed here"

# Blocks come first, while the program that can list and lift them is still there.
command="$home/active-connections"
held=
if ! held=$("$command" blocks --ours --plain 2>/dev/null); then
  if [ "$blocks" = keep ]; then
    echo 'Blocks could not be listed (see active-connections blocks); they are left as they are.'
  else
    fail 'the blocks in force could not be listed (no Node.js, perhaps: see active-connections blocks). To leave them as they are: --keep-blocks'
  fi
fi
if [ -n "$held" ]; then
  echo 'Blocks made by Active Connections:'
  printf '%s\n' "$held"
  case $blocks in
    ask) fail 'say what becomes of them: --lift-blocks or --keep-blocks' ;;
    keep) echo 'They are left in force.' ;;
    lift) "$command" unblock --all --reason 'Active Connections is uninstalled' || fail 'not every block could be lifted; nothing was uninstalled' ;;
  esac
fi

unregister="$root/usr/local/cpanel/bin/unregister_appconfig"
if [ -x "$unregister" ]; then
  "$unregister" active_connections || fail 'unregister_appconfig failed; nothing was removed'
  echo 'unregistered WHM > Plugins > Active Connections'
fi

# The list is read whole before it goes itself.
installed=$(grep -v '^#' "$list" | cut -d ' ' -f 3)
for place in $installed /usr/local/active-connections/node-path /usr/local/active-connections/node-checked \
  /usr/local/active-connections/active-connections.cjs.cache; do
  if [ -e "$root$place" ] || [ -L "$root$place" ]; then
    rm -f "$root$place"
    echo "removed    $place"
  fi
done
if [ "$(readlink "$root/usr/local/sbin/active-connections" 2>/dev/null)" = /usr/local/active-connections/active-connections ]; then
  rm -f "$root/usr/local/sbin/active-connections"
  echo 'removed    /usr/local/sbin/active-connections'
fi
for folder in \
  /usr/local/cpanel/whostmgr/docroot/cgi/active_connections/assets \
  /usr/local/cpanel/whostmgr/docroot/cgi/active_connections \
  /usr/local/cpanel/Cpanel/Config/ConfigObj/Driver/ActiveConnections \
  /usr/local/active-connections/whm \
  /usr/local/active-connections; do
  [ -d "$root$folder" ] && rmdir "$root$folder" 2>/dev/null && echo "removed    $folder"
done
driver="$root/usr/local/cpanel/Cpanel/Config/ConfigObj/Driver"
[ -d "$driver" ] && touch "$driver"
if [ "$state_too" = yes ] && [ -d "$root/var/cpanel/active_connections" ]; then
  rm -rf "$root/var/cpanel/active_connections"
  echo 'removed    /var/cpanel/active_connections'
fi

resellers="$root/var/cpanel/resellers"
if [ -r "$resellers" ] && grep -q 'software-ActiveConnections' "$resellers"; then
  echo 'Some resellers still hold the privilege software-ActiveConnections; it does nothing any more. Take it off in'
  echo 'WHM > Resellers > Edit Reseller Nameservers and Privileges.'
fi
left=
for place in /usr/local/active-connections /usr/local/cpanel/whostmgr/docroot/cgi/active_connections; do
  if [ -e "$root$place" ]; then left="$left $place"; fi
done
[ -z "$left" ] || fail "files that are not ours were left in:$left"
echo 'Active Connections is gone from this server.'
