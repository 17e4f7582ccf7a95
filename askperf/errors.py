"""The one exception that askperf raises on purpose, and the system's own in Chinese."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOSPC: "磁盘满了",
    errno.EBADF: "输入或输出是关着的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只能读，不能写",
    errno.EISDIR: "那是个目录",
    errno.ENOTDIR: "路径里有一段不是目录",
    errno.ENOENT: "没有这个文件或目录",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "设备出错",
    errno.EFBIG: "文件大小到了上限",
    errno.EEXIST: "已有这个文件",
}


class AskperfError(Exception):
    """A bad file, option or line; its text is one Chinese sentence fit for a user.

    It says what is wrong, where, and what to do. Refusing a question is not an
    error: that is an `Answer` with status `not_found`.
    """


def reason(error: Exception) -> str:
    """Why the system refused, in a few words fit for a user."""
    code = getattr(error, "errno", None)
    return _REASONS.get(code or 0) or f"系统错误 {code if code else type(error).__name__}"
