#!/bin/sh
# The page of Active Connections in WHM: finds a Node.js and hands over to it. cpsrvd starts this as root, for resellers
# too; who may see what is decided behind it, on every request.
#
# The environment is made anew: what a browser sends as headers arrives in it, and NODE_OPTIONS and the like would be ours
# to obey.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH
umask 077
home=/usr/local/active-connections
# shellcheck source=/dev/null
. "$home/whm/find-node.sh"

configured=
checked=
[ -r "$home/node-path" ] && read -r configured <"$home/node-path"
[ -r "$home/node-checked" ] && read -r checked <"$home/node-checked"

if ! find_node "$configured" "$checked"; then
  cat <<'PAGE'
Status: 200 OK
Content-Type: text/html; charset=utf-8
Cache-Control: no-store

<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Active Connections needs Node.js</title></head>
<body>
<h1>Active Connections needs Node.js</h1>
<p>No Node.js of version 20 or newer was found that only root may change. Install the one that EasyApache&nbsp;4 offers, as root:</p>
<p><code>dnf -y install ea-nodejs22</code> or, on Ubuntu, <code>apt-get install ea-nodejs22</code></p>
<p>Then open this page again. Nothing else has to be done.</p>
</body>
</html>
PAGE
  exit 0
fi

cd / || exit 0
exec env -i \
  PATH="$PATH" HOME=/root LANG=C.UTF-8 TZ="${TZ-}" \
  GATEWAY_INTERFACE="${GATEWAY_INTERFACE-}" \
  REQUEST_METHOD="${REQUEST_METHOD-}" QUERY_STRING="${QUERY_STRING-}" REQUEST_URI="${REQUEST_URI-}" \
  CONTENT_LENGTH="${CONTENT_LENGTH-}" CONTENT_TYPE="${CONTENT_TYPE-}" \
  REMOTE_USER="${REMOTE_USER-}" REMOTE_ADDR="${REMOTE_ADDR-}" \
  cp_security_token="${cp_security_token-}" WHM_API_TOKEN_NAME="${WHM_API_TOKEN_NAME-}" TEAM_USER="${TEAM_USER-}" \
  HTTP_HOST="${HTTP_HOST-}" HTTP_ORIGIN="${HTTP_ORIGIN-}" HTTP_REFERER="${HTTP_REFERER-}" \
  HTTP_SEC_FETCH_SITE="${HTTP_SEC_FETCH_SITE-}" HTTPS="${HTTPS-}" SERVER_PORT="${SERVER_PORT-}" \
  whm_chrome_cache_directory="${whm_chrome_cache_directory-}" \
  "$NODE" "$home/start.cjs" whm-cgi
