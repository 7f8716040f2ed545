#!/bin/sh
# Installs Active Connections into WHM, or brings an installed one up to date: ./install.sh, as root, in the unpacked folder.
#
#   --node PATH   use this Node.js (20 or newer, root's alone); otherwise it is looked for at each start
#   --any-system  install on an operating system that cPanel is not known to run on
#   --root DIR    install below DIR: for tests and images
#
# Says what it did, file by file. Every file is put in place whole or not at all; running it again does no harm.
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH
umask 022

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=
node=
any_system=no

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

while [ $# -gt 0 ]; do
  case $1 in
    --root) [ $# -ge 2 ] || fail '--root takes a folder'; root=${2%/}; shift 2 ;;
    --node) [ $# -ge 2 ] || fail '--node takes the path of a Node.js'; node=$2; shift 2 ;;
    --any-system) any_system=yes; shift ;;
    -h | --help) sed -n '2,/^set /{/^#/s/^# \{0,1\}//p;}' "$0"; exit 0 ;;
    *) fail "unknown option $1; see install.sh --help" ;;
  esac
done

# Everything that can be known to fail is looked at before the first file is written.
[ "$(id -u)" = 0 ] || fail 'run it as root: sudo ./install.sh'
register="$root/usr/local/cpanel/bin/register_appconfig"
[ -x "$register" ] || fail "$register is not there: this is no cPanel & WHM server. On a server without a panel the file active-connections.cjs is all you need."
system=unknown
if [ -r "$root/etc/os-release" ]; then
  system=$(sed -n 's/^ID="\{0,1\}\([a-z0-9._-]*\)"\{0,1\}$/\1/p' "$root/etc/os-release" | head -n 1)
fi
case $system in
  almalinux | rocky | cloudlinux | rhel | centos | ubuntu) ;;
  *) [ "$any_system" = yes ] || fail "cPanel & WHM is not known to run on this system ($system). To install anyway: ./install.sh --any-system" ;;
esac
while read -r mode source place; do
  case $mode in '#'* | '') continue ;; esac
  [ -f "$here/$source" ] || fail "$source is missing from this folder: unpack the archive again (meant for $place)"
done <"$here/files.list"
# shellcheck source=plugin-cpanel/find-node.sh
. "$here/find-node.sh"
if [ -n "$node" ]; then
  if ! find_node "$node" '' || [ "$NODE" != "$node" ]; then
    fail "$node is no Node.js of version 20 or newer that only root may change"
  fi
fi

# $1: mode, $2: source, $3: place. Put beside its place first, then moved over it, so that a running page never meets half a
# file. A link at the place is replaced, not followed.
place_file() {
  target="$root$3"
  if [ -f "$target" ] && [ ! -L "$target" ] && cmp -s "$here/$2" "$target" && [ "$(stat -c %a "$target")" = "${1#0}" ]; then
    echo "unchanged  $3"
    return
  fi
  mkdir -p "$(dirname "$target")"
  new="$target.new.$$"
  rm -f "$new"
  cp "$here/$2" "$new"
  chown 0:0 "$new"
  chmod "$1" "$new"
  mv -f "$new" "$target"
  echo "installed  $3"
}

while read -r mode source place; do
  case $mode in '#'* | '') continue ;; esac
  place_file "$mode" "$source" "$place"
done <"$here/files.list"

state="$root/var/cpanel/active_connections"
[ -L "$state" ] && fail "$state is a symbolic link; remove it first"
mkdir -p "$state"
chown 0:0 "$state"
chmod 0700 "$state"
echo 'ready      /var/cpanel/active_connections (root only)'

if [ -n "$node" ]; then
  printf '%s\n' "$node" >"$root/usr/local/active-connections/node-path"
  echo "installed  /usr/local/active-connections/node-path"
fi

command_link="$root/usr/local/sbin/active-connections"
if [ -L "$command_link" ] || [ ! -e "$command_link" ]; then
  mkdir -p "$root/usr/local/sbin"
  ln -sfn /usr/local/active-connections/active-connections "$command_link"
  echo 'installed  /usr/local/sbin/active-connections'
else
  echo 'kept       /usr/local/sbin/active-connections: another program of that name is there'
fi

# WHM notices new privileges by the time of this folder.
touch "$root/usr/local/cpanel/Cpanel/Config/ConfigObj/Driver"
"$register" "$root/usr/local/active-connections/whm/active_connections.conf" || fail 'register_appconfig failed: the files are in place, but WHM does not know the plugin. See its message above.'
check="$root/usr/local/cpanel/bin/is_registered_with_appconfig"
if [ -x "$check" ] && ! "$check" whostmgr active_connections >/dev/null; then
  fail 'register_appconfig said yes, but is_registered_with_appconfig does not find the plugin'
fi
echo 'registered WHM > Plugins > Active Connections'

checked="$root/usr/local/active-connections/node-checked"
if find_node "$node" ''; then
  echo "Node.js    $NODE"
  # So that pages need not ask it for its version: they look whether it is still the same.
  printf '%s\n' "$facts" >"$checked"
  # Compiled once now instead of at each page; where that cannot be, pages come a little later.
  bundle="$root/usr/local/active-connections/active-connections.cjs"
  if [ -f "$bundle.cache" ] && [ -n "$(find "$bundle.cache" -newer "$bundle" -newer "$NODE")" ]; then
    echo 'unchanged  /usr/local/active-connections/active-connections.cjs.cache'
  elif env -i PATH="$PATH" HOME=/root "$NODE" "$bundle" prepare >/dev/null; then
    echo 'prepared   /usr/local/active-connections/active-connections.cjs.cache'
  fi
else
  rm -f "$checked"
  echo 'Node.js    none found yet. Install one: dnf -y install ea-nodejs22, or apt-get install ea-nodejs22. Until then the page says so.'
fi
