#!/usr/bin/env bash
# System packages: `install_system.sh run` (fonts for certificates), `install_system.sh test` (what the tests and the stack need).
# Root installs what is missing; anybody else is told the exact command.
set -euo pipefail

missing=()
wished=()
need() { missing+=("$1"); }
has_file() { compgen -G "$1" >/dev/null; }

has_file '/usr/share/fonts/*/*/NotoSansCJK*' || has_file '/usr/share/fonts/NotoSansCJK*' ||
  has_file '/usr/local/share/fonts/NotoSansCJK*' || has_file "${HOME:-/root}/.fonts/NotoSansCJK*" || need fonts-noto-cjk
if [ "${1:-}" = test ]; then
  has_file '/usr/lib/postgresql/*/bin/initdb' || command -v initdb >/dev/null || need postgresql
  command -v "${CHROMIUM:-/usr/bin/chromium}" >/dev/null || need chromium
  command -v pdftotext >/dev/null || need poppler-utils
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || need nginx-light
  command -v redis-server >/dev/null || need redis-server
  # Without it the tests of the virus check are left out, and say so; all others need what stands above.
  command -v clamd >/dev/null || [ -x /usr/sbin/clamd ] || wished+=(clamav-daemon)
  # The same for the copies of office documents that blind judges read.
  command -v soffice >/dev/null || wished+=(libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui)
elif [ "${1:-}" != run ]; then
  sed -n 2,3p "$0" >&2
  exit 2
fi
[ ${#missing[@]} -eq 0 ] && [ ${#wished[@]} -eq 0 ] && exit 0

command="apt-get install --yes --no-install-recommends"
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  [ ${#wished[@]} -eq 0 ] || echo "Not here, and gone without: ${wished[*]}" >&2
  [ ${#missing[@]} -gt 0 ] || exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "Missing: ${missing[*]} (Debian's names). Install them with your system's package manager, then try again." >&2
  exit 1
elif [ "$(id -u)" -ne 0 ]; then
  echo "Missing: ${missing[*]}. Install them, then try again:" >&2
  echo "  sudo apt-get update && sudo $command ${missing[*]} ${wished[*]}" >&2
  exit 1
fi
echo "Installing ${missing[*]} ${wished[*]} ..."
export DEBIAN_FRONTEND=noninteractive
# The packages must not start services of their own: a policy file tells their scripts so, as in any image.
if [ ! -e /usr/sbin/policy-rc.d ]; then
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
  chmod +x /usr/sbin/policy-rc.d
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi
log=$(mktemp)
install() { $command "$@" || { apt-get update && $command "$@"; }; }
if [ ${#missing[@]} -gt 0 ] && ! install "${missing[@]}" >"$log" 2>&1 </dev/null; then
  tail -n 20 "$log" >&2
  echo "That did not work: apt-get update && $command ${missing[*]}" >&2
  exit 1
fi
if [ ${#wished[@]} -gt 0 ] && ! install "${wished[@]}" >"$log" 2>&1 </dev/null; then
  tail -n 5 "$log" >&2
  echo "That did not work, and is gone without: $command ${wished[*]}" >&2
fi
