import type { RuleWords } from './rule-words.ts';
import {
  ADDRESS_NOT_LOCAL,
  EXACT_BEFORE_ANY,
  EXACT_MATCH,
  NO_EXCLUSIVE,
  NO_OVERLAP,
  NOT_COVERED,
  PORT_FREE,
  PRIVILEGED_PORT,
} from './shared.ts';

export const ILLUMOS = {
  'illumos.no-exclusive': NO_EXCLUSIVE,
  'illumos.mapped-on-v6only': [
    '设置了 IPV6_V6ONLY 的套接字不能绑定 IPv4 映射地址。',
    'TCP，IPV6_V6ONLY，地址在 ::ffff:0:0/96 中',
    '{newcomer} 是 IPv4 映射地址，而套接字设置了 IPV6_V6ONLY',
  ],
  'illumos.reuseport-not-read': [
    '较新的 SO_REUSEPORT 是什么含义，没有查阅过源代码。',
    '新套接字设置了 SO_REUSEPORT',
    '{newcomer} 设置了 SO_REUSEPORT，其规则没有查阅过',
  ],
  'illumos.not-covered': NOT_COVERED,
  'illumos.address-not-local': ADDRESS_NOT_LOCAL,
  'illumos.privileged-port': PRIVILEGED_PORT,
  'illumos.udp-not-read': [
    '同一端口上的两个 UDP 套接字彼此有什么影响，没有查阅过源代码。',
    'UDP，端口上另有套接字',
    '{holder} 在 {newcomer} 的 UDP 端口上，而 UDP 的规则没有查阅过',
  ],
  'illumos.families-apart': [
    'IPv4 和 IPv6 套接字各有自己的端口，双栈的 :: 也是如此。',
    '一个套接字是 IPv4，另一个是 IPv6；端口由数字指定；没有 SO_EXCLBIND',
    '{newcomer} 和 {holder} 属于不同的地址族，端口是分开的',
  ],
  'illumos.no-overlap': NO_OVERLAP,
  'illumos.connected-ignored': [
    '新套接字设置了 SO_REUSEADDR 时，已有的连接（包括 TIME_WAIT）不计。',
    '新套接字设置了 SO_REUSEADDR，旧套接字既没有绑定，也没有在监听',
    '{newcomer} 设置了 SO_REUSEADDR，而 {holder} 只是一个连接',
  ],
  'illumos.exact-match': [
    '与已绑定或正在监听的套接字地址相同的第二个套接字会被拒绝，无论是否设置 SO_REUSEADDR。',
    '地址相同，旧套接字已绑定或正在监听',
    EXACT_MATCH[2],
  ],
  'illumos.any-beside-specific': [
    '新套接字设置了 SO_REUSEADDR 时，通配地址与具体地址共用端口，先后顺序不限。',
    '新套接字设置了 SO_REUSEADDR，通配地址与具体地址并存，没有 SO_EXCLBIND',
    '{newcomer} 设置了 SO_REUSEADDR，而 {holder} 的地址与它不同',
  ],
  'illumos.newcomer-lacks-reuseaddr': [
    '新套接字没有 SO_REUSEADDR 时，同一地址族中凡是重叠的套接字都会拒绝它，无论处于什么状态。',
    '新套接字没有 SO_REUSEADDR；地址相同，或任意一方是通配地址',
    '{newcomer} 没有设置 SO_REUSEADDR，而 {holder} 与它重叠',
  ],
  'illumos.port-free': PORT_FREE,
  'illumos.exact-before-any': EXACT_BEFORE_ANY,
} as const satisfies Readonly<Record<string, RuleWords>>;
