"""The one kind of error a user can act on."""

from __future__ import annotations

import errno

_FAULTS = {
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "文件夹不存在",
    errno.EISDIR: "这是一个文件夹，不是文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "这个盘是只读的",
    errno.ENOSPC: "磁盘满了",
    errno.EFBIG: "文件太大，磁盘放不下",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "文件正被占用",
    errno.ETXTBSY: "文件正被占用",
    errno.ELOOP: "这个链接指着自己",
    errno.ENODEV: "这个盘已经拔出",
    errno.ENXIO: "这个盘已经拔出",
    getattr(errno, "EDQUOT", errno.ENOSPC): "磁盘满了",
}


class LedgerError(Exception):
    """Something the user can act on: what happened, and what to do now, in Chinese sentences."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}{self.hint}"


def fault_text(error: OSError) -> str:
    """Return what the system refused, in Chinese where it is one of the usual faults."""
    return _FAULTS.get(error.errno or 0) or error.strerror or type(error).__name__
