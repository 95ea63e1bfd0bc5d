"""Folders whose content other programs copy to elsewhere while it is written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

# What the folders of these services are called, in small letters and without blanks.
_SERVICES = {
    "onedrive": "OneDrive", "坚果云": "坚果云", "nutstore": "坚果云", "wps云盘": "WPS 云盘",
    "wpscloud": "WPS 云盘", "wpsdrive": "WPS 云盘", "wps网盘": "WPS 云盘", "金山云盘": "WPS 云盘",
    "baidusyncdisk": "百度网盘同步空间", "百度网盘同步": "百度网盘同步空间",
    "百度云同步盘": "百度网盘同步空间", "baidunetdisk": "百度网盘", "dropbox": "Dropbox",
    "iclouddrive": "iCloud", "googledrive": "Google Drive", "微云": "微云", "weiyun": "微云",
    "阿里云盘": "阿里云盘", "adrive": "阿里云盘", "天翼云盘": "天翼云盘", "ecloud": "天翼云盘",
    "nextcloud": "Nextcloud", "owncloud": "ownCloud", "seafile": "Seafile", "360云盘": "360 云盘",
    "115网盘": "115 网盘", "钉盘": "钉盘", "腾讯文档": "腾讯文档", "和彩云": "和彩云",
}  # fmt: skip
_MARKS = {
    ".stfolder": "Syncthing",
    ".nutstore": "坚果云",
    ".dropbox": "Dropbox",
    ".sync": "Resilio",
}
_NAMED_BY = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")  # variables that hold a folder


def service_of(folder: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Return what synchronises a folder, told by its name or one above; "" if nothing known."""
    real = Path(os.path.realpath(folder))
    around = (real, *real.parents)
    for name in _NAMED_BY:
        if (root := environment.get(name)) and Path(os.path.realpath(root)) in around:
            return "OneDrive"
    for each in around:
        plain = "".join(each.name.lower().split()).removeprefix("我的")
        for start, service in _SERVICES.items():
            if plain.startswith(start):
                return service
        for mark, service in _MARKS.items():
            if (each / mark).exists():
                return service
    return ""
