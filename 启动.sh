#!/bin/sh
# Starts the program by a double click: file managers ask, choose "run in a terminal" (在终端中运行).
folder=$(dirname "$0")
python=python3 # on UOS 20 it is 3.7: a newer one stands beside it under its own name
for each in "$folder/.venv/bin/python" python3.13 python3.12 python3.11; do
    if "$each" -c "" 2>/dev/null; then
        python=$each
        break
    fi
done
"$python" "$folder/start.py" "$@" && exit
code=$?
# Otherwise the terminal is gone before anybody has read why.
[ -t 0 ] && { printf '按回车键关闭。Press Enter to close. '; read -r _; }
exit $code
