#!/bin/sh
# Starts the program by a double click: file managers ask, choose "run in a terminal" (在终端中运行).
folder=$(dirname "$0")
python3 "$folder/start.py" "$@" && exit
code=$?
# Otherwise the terminal is gone before anybody has read why.
[ -t 0 ] && { printf '按回车键关闭。Press Enter to close. '; read -r _; }
exit $code
