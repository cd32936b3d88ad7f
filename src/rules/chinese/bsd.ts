import type { RuleWords } from './rule-words.ts';
import {
  ADDRESS_NOT_LOCAL,
  ANY_BESIDE_SPECIFIC,
  BETTER_MATCH,
  BOTH_REUSEPORT,
  CONNECTED_IGNORED,
  DUAL_STACK_AFTER_ANY,
  DUAL_STACK_BEFORE_IPV4,
  EXACT_BEFORE_ANY,
  EXACT_MATCH,
  FAMILIES_APART,
  NEWCOMER_LACKS_REUSE,
  NO_EXCLUSIVE,
  NO_OVERLAP,
  NOT_COVERED,
  PORT_FREE,
  PRIVILEGED_PORT,
} from './shared.ts';

const OTHER_USER = '{holder} 属于另一个用户，{newcomer} 不能共用其端口';

export const FREEBSD = {
  'freebsd.no-exclusive': NO_EXCLUSIVE,
  'freebsd.not-covered': NOT_COVERED,
  'freebsd.address-not-local': ADDRESS_NOT_LOCAL,
  'freebsd.privileged-port': PRIVILEGED_PORT,
  'freebsd.other-user': [
    '最佳匹配属于另一个用户时，只有 root 才能共用其端口，无论有什么选项。',
    '不是 root，最佳的重叠套接字属于另一个用户；TCP 时它还没有连接',
    OTHER_USER,
  ],
  'freebsd.both-reuseport': BOTH_REUSEPORT,
  'freebsd.dual-stack-after-any': DUAL_STACK_AFTER_ANY,
  'freebsd.exact-match': EXACT_MATCH,
  'freebsd.dual-stack-before-ipv4': DUAL_STACK_BEFORE_IPV4,
  'freebsd.newcomer-lacks-reuse': NEWCOMER_LACKS_REUSE,
  'freebsd.families-apart': FAMILIES_APART,
  'freebsd.no-overlap': NO_OVERLAP,
  'freebsd.connected-ignored': CONNECTED_IGNORED,
  'freebsd.any-beside-specific': ANY_BESIDE_SPECIFIC,
  'freebsd.better-match': BETTER_MATCH,
  'freebsd.port-free': PORT_FREE,
  'freebsd.exact-before-any': EXACT_BEFORE_ANY,
} as const satisfies Readonly<Record<string, RuleWords>>;

export const MACOS = {
  'macos.no-exclusive': NO_EXCLUSIVE,
  'macos.not-covered': NOT_COVERED,
  'macos.address-not-local': ADDRESS_NOT_LOCAL,
  'macos.privileged-port': [
    '低于 1024 的端口需要 root，但只限于具体地址：在通配地址上，任何用户都可以绑定。',
    '0 < 端口 < 1024，不是 root，具体地址',
    '{newcomer} 是具体地址上的特权端口，而调用者不是 root',
  ],
  'macos.other-user': [
    '最佳匹配（即使只是一个连接）属于另一个用户时，只有 root 才能共用端口，除非两者都在通配地址上。',
    '不是 root，最佳的重叠套接字属于另一个用户；不是两者都在通配地址上（IPv6：仅当旧套接字设置了 SO_REUSEPORT）',
    OTHER_USER,
  ],
  'macos.both-reuseport': BOTH_REUSEPORT,
  'macos.dual-stack-after-any': DUAL_STACK_AFTER_ANY,
  'macos.exact-match': EXACT_MATCH,
  'macos.dual-stack-before-ipv4': DUAL_STACK_BEFORE_IPV4,
  'macos.newcomer-lacks-reuse': NEWCOMER_LACKS_REUSE,
  'macos.families-apart': FAMILIES_APART,
  'macos.no-overlap': NO_OVERLAP,
  'macos.connected-ignored': CONNECTED_IGNORED,
  'macos.any-beside-specific': ANY_BESIDE_SPECIFIC,
  'macos.better-match': BETTER_MATCH,
  'macos.port-free': PORT_FREE,
  'macos.exact-before-any': EXACT_BEFORE_ANY,
} as const satisfies Readonly<Record<string, RuleWords>>;

export const OPENBSD = {
  'openbsd.always-v6only': [
    'IPV6_V6ONLY 始终开启，不能关闭。',
    '在 AF_INET6 套接字上把 IPV6_V6ONLY 设为 0',
    '{newcomer} 要求双栈套接字，而 OpenBSD 没有',
  ],
  'openbsd.no-exclusive': NO_EXCLUSIVE,
  'openbsd.not-covered': NOT_COVERED,
  'openbsd.address-not-local': ADDRESS_NOT_LOCAL,
  'openbsd.privileged-port': PRIVILEGED_PORT,
  'openbsd.other-user': [
    '最佳匹配（即使只是一个连接）属于另一个用户时，只有 root 才能共用其端口。',
    '不是 root，最佳的重叠套接字有另一个有效 uid',
    OTHER_USER,
  ],
  'openbsd.both-reuseport': BOTH_REUSEPORT,
  'openbsd.exact-match': EXACT_MATCH,
  'openbsd.newcomer-lacks-reuse': NEWCOMER_LACKS_REUSE,
  'openbsd.families-apart': ['IPv4 和 IPv6 套接字各有自己的表，从不冲突。', FAMILIES_APART[1], FAMILIES_APART[2]],
  'openbsd.no-overlap': NO_OVERLAP,
  'openbsd.connected-ignored': CONNECTED_IGNORED,
  'openbsd.any-beside-specific': ANY_BESIDE_SPECIFIC,
  'openbsd.port-free': PORT_FREE,
  'openbsd.exact-before-any': EXACT_BEFORE_ANY,
} as const satisfies Readonly<Record<string, RuleWords>>;

export const NETBSD = {
  'netbsd.no-exclusive': NO_EXCLUSIVE,
  'netbsd.not-covered': NOT_COVERED,
  'netbsd.address-not-local': ADDRESS_NOT_LOCAL,
  'netbsd.privileged-port': PRIVILEGED_PORT,
  'netbsd.other-user-ipv6': [
    '另一个用户的 IPv6 套接字是否会拒绝新套接字，情况未知。',
    'IPv6，不是 root，最佳的重叠套接字属于另一个用户',
    '{holder} 属于另一个用户，这对 {newcomer} 意味着什么，没有查阅过源代码',
  ],
  'netbsd.other-user': [
    '最佳的 IPv4 匹配属于另一个用户时，只有 root 才能共用其端口；两者都在通配地址上且旧套接字设置了 SO_REUSEPORT 时除外。',
    'IPv4，不是 root，最佳的重叠套接字属于另一个用户，且不处于 TIME_WAIT；不是两者都在通配地址上而旧套接字设置了 SO_REUSEPORT 的情形',
    OTHER_USER,
  ],
  'netbsd.both-reuseport': BOTH_REUSEPORT,
  'netbsd.exact-match': EXACT_MATCH,
  'netbsd.dual-stack-before-ipv4': [
    '双栈的 :: 也占用 IPv4：没有重用选项时，任何 IPv4 地址都不能在它之后绑定。',
    '新套接字是 IPv4，旧套接字是没有 IPV6_V6ONLY 的 ::；新套接字没有任何重用选项',
    DUAL_STACK_BEFORE_IPV4[2],
  ],
  'netbsd.newcomer-lacks-reuse': NEWCOMER_LACKS_REUSE,
  'netbsd.families-apart': [
    '具体的 IPv6 地址，或设置了 IPV6_V6ONLY 的 ::，从不与 IPv4 地址冲突；新的 IPv6 套接字，无论是否双栈，都不与 IPv4 比较。',
    FAMILIES_APART[1],
    FAMILIES_APART[2],
  ],
  'netbsd.no-overlap': NO_OVERLAP,
  'netbsd.connected-ignored': CONNECTED_IGNORED,
  'netbsd.any-beside-specific': ANY_BESIDE_SPECIFIC,
  'netbsd.port-free': PORT_FREE,
  'netbsd.exact-before-any': EXACT_BEFORE_ANY,
} as const satisfies Readonly<Record<string, RuleWords>>;
