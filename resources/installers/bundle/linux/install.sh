#!/bin/sh
# Installs Punchdeck from the folder this file lies in, or removes it again.
#
#   ./install.sh                 for you alone: ~/.local/opt/punchdeck, the command in ~/.local/bin
#   sudo ./install.sh --system   for everybody: /opt/punchdeck, the commands in /usr/local/bin
#   ./install.sh --remove        takes it away again (with --system: everybody's); your settings stay
#
# An installed version is replaced whole, once the new one has shown that it starts here.
set -eu

from=$(cd "$(dirname "$0")" && pwd)
to=${XDG_DATA_HOME:-$HOME/.local/share}
opt=$HOME/.local/opt
bin=$HOME/.local/bin
remove=
system=
for word in "$@"; do
  case $word in
    --system) system=1 to=/usr/local/share opt=/opt bin=/usr/local/bin ;;
    --remove) remove=1 ;;
    *) echo "install.sh: '$word' is no option. There are --system and --remove." >&2; exit 2 ;;
  esac
done
if [ -n "$system" ] && [ "$(id -u)" != 0 ]; then
  echo "install.sh: --system writes to $opt and $bin, which takes an administrator: sudo $0 $*" >&2
  exit 1
fi
case $opt in
  *[\"\`\$\\]*) echo "install.sh: desktops cannot start a program in $opt: its path holds one of \" \` \$ \\" >&2; exit 1 ;;
esac
home=$opt/punchdeck
apps=$to/applications
icons=$to/icons/hicolor

tell_desktop() {
  # Each is there on some desktops and missing on others; nothing but the menu waits for them.
  if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$apps" || true; fi
  if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -qtf "$icons" || true; fi
}

end_running() {
  if [ -x "$home/punchdeck" ]; then "$home/punchdeck" --quit || true; fi
}

if [ -n "$remove" ]; then
  end_running
  for link in punchdeck punchdeck-edge; do
    [ "$(readlink "$bin/$link" || true)" = "$home/$link" ] && rm -f "$bin/$link"
  done
  rm -rf "$home"
  rm -f "$apps/punchdeck.desktop" "$icons/scalable/apps/punchdeck.svg" "$icons/256x256/apps/punchdeck.png"
  tell_desktop
  echo "Punchdeck is removed from $home."
  exit 0
fi

mkdir -p "$opt" "$bin" "$apps" "$icons/scalable/apps" "$icons/256x256/apps"
rm -rf "$home.new"
cp -a "$from" "$home.new"
[ -z "$system" ] || chown -R 0:0 "$home.new"
if ! version=$("$home.new/punchdeck" --version); then
  rm -rf "$home.new"
  echo "install.sh: the program does not start on this computer, so nothing was changed." >&2
  echo "It needs Linux with glibc 2.34 or newer (Debian 12, Ubuntu 22.04, RHEL 9)." >&2
  exit 1
fi
end_running
rm -rf "$home.old"
[ ! -e "$home" ] || mv "$home" "$home.old"
mv "$home.new" "$home"
rm -rf "$home.old"

ln -sfn "$home/punchdeck" "$bin/punchdeck"
ln -sfn "$home/punchdeck-edge" "$bin/punchdeck-edge"
while IFS= read -r line; do
  case $line in
    Exec=*) printf 'Exec="%s/punchdeck" %%u\n' "$home" ;;
    *) printf '%s\n' "$line" ;;
  esac
done <"$home/share/punchdeck.desktop" >"$apps/punchdeck.desktop"
cp "$home/share/punchdeck.svg" "$icons/scalable/apps/punchdeck.svg"
cp "$home/share/punchdeck.png" "$icons/256x256/apps/punchdeck.png"
tell_desktop

echo "Punchdeck $version is installed in $home: 'punchdeck' starts it, and so does the menu of the desktop."
case :$PATH: in
  *":$bin:"*) ;;
  *) echo "$bin is not on your PATH yet: log in again, or start $bin/punchdeck." ;;
esac
