#!/bin/sh
# 工单进，带出处的答复或“转人工”出：一行一张工单。
# 用法：sh examples/helpdesk.sh < 工单.txt
#
# 退出状态同 grep：0 答了，1 表里没有，2 出错；后两种都转人工。
while IFS= read -r ticket; do
    [ -n "$ticket" ] || continue
    if answer=$(askperf ask -- "$ticket" 2>/dev/null </dev/null); then
        printf '%s\n\n' "$answer"
    else
        printf '转人工\n\n'
    fi
done
