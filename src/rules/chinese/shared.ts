import type { RuleWords } from './rule-words.ts';

/** Texts that several systems have. */

export const NO_EXCLUSIVE: RuleWords = [
  'SO_EXCLUSIVEADDRUSE 是 Windows 独有的选项，在其他系统上设置它会出错。',
  'SO_EXCLUSIVEADDRUSE',
  '{newcomer} 要求 SO_EXCLUSIVEADDRUSE，而它只有 Windows 才有',
];

export const PORT_FREE: RuleWords = [
  '没有被其他套接字占用的端口是空闲的。',
  '该协议在这个端口上没有套接字',
  '{newcomer} 的端口上没有其他套接字',
];

export const ADDRESS_NOT_LOCAL: RuleWords = [
  '套接字只能绑定本机拥有的地址。',
  '不是通配地址，且不在任何接口上，或仍处于 tentative 状态',
  '{newcomer} 指定的地址不是本机地址',
];

export const NOT_COVERED: RuleWords = [
  'IPv4 映射地址、多播地址、不带 scope 的链路本地地址，以及 Linux 独有的选项，情况未知。',
  '地址在 ::ffff:0:0/96 中、是多播地址，或在 fe80::/10 中而不带 scope；SO_BINDTODEVICE；IP_FREEBIND；另一地址族的地址',
  '这些规则不涉及 {newcomer}',
];

export const PRIVILEGED_PORT: RuleWords = [
  '低于 1024 的端口需要 root。',
  '0 < 端口 < 1024，不是 root',
  '{newcomer} 是特权端口，而调用者不是 root',
];

export const BOTH_REUSEPORT: RuleWords = [
  '两个套接字都设置 SO_REUSEPORT 时共用端口，地址相同也可以。',
  '两者都设置了 SO_REUSEPORT',
  '{newcomer} 和 {holder} 都设置了 SO_REUSEPORT',
];

export const EXACT_MATCH: RuleWords = [
  '与一个未连接的套接字地址和端口都相同的第二个套接字会被拒绝，无论是否设置 SO_REUSEADDR。',
  '地址相同，旧套接字已绑定或正在监听，且不是两者都设置了 SO_REUSEPORT',
  '{holder} 与 {newcomer} 的地址和端口相同',
];

export const NEWCOMER_LACKS_REUSE: RuleWords = [
  '新套接字没有重用选项时，凡是地址重叠的套接字都会拒绝它，已连接的和 TIME_WAIT 状态的也不例外。',
  '新套接字既没有 SO_REUSEADDR 也没有 SO_REUSEPORT；地址相同，或任意一方是通配地址',
  '{newcomer} 没有设置任何重用选项，而 {holder} 与它重叠',
];

export const NO_OVERLAP: RuleWords = [
  '两个不同的具体地址从不冲突。',
  '两个不同的具体地址',
  '{newcomer} 和 {holder} 没有共同的地址',
];

export const CONNECTED_IGNORED: RuleWords = [
  '新套接字设置了重用选项时，已有的连接（包括 TIME_WAIT）不计，无论它们自己有什么选项。',
  '新套接字设置了 SO_REUSEADDR 或 SO_REUSEPORT，旧套接字已连接或处于 TIME_WAIT',
  '{newcomer} 设置了重用选项，而 {holder} 只是一个连接',
];

export const ANY_BESIDE_SPECIFIC: RuleWords = [
  '新套接字设置了重用选项时，通配地址与具体地址共用端口，先后顺序不限。',
  '新套接字设置了 SO_REUSEADDR 或 SO_REUSEPORT，地址重叠但不相同',
  '{newcomer} 设置了重用选项，而 {holder} 的地址与它不同',
];

export const EXACT_BEFORE_ANY: RuleWords = [
  '连接优先交给地址相同的监听者，其次才是通配地址上的监听者；条件相同的监听者之间没有保证。',
  '有多个监听者可以接受该连接',
  '{newcomer} 的地址与目的地址相同，优先于通配地址',
];

export const DUAL_STACK_AFTER_ANY: RuleWords = [
  '双栈的 :: 可以在 0.0.0.0 之后绑定，反过来则不行。',
  '没有 IPV6_V6ONLY 的 ::，IPv4 表中的最佳匹配是 0.0.0.0 上的 AF_INET 套接字',
  '{newcomer} 是双栈套接字，AF_INET 套接字的 0.0.0.0（{holder}）不会拒绝它',
];

export const DUAL_STACK_BEFORE_IPV4: RuleWords = [
  '双栈的 :: 也占用 IPv4：没有重用选项时，任何 IPv4 地址都不能在它之后绑定；有重用选项时，只有 0.0.0.0 不能。',
  '新套接字是 IPv4，旧套接字是没有 IPV6_V6ONLY 的 ::；新套接字没有任何重用选项，或是 0.0.0.0',
  '{holder} 是双栈套接字，也占用 {newcomer} 的 IPv4',
];

export const FAMILIES_APART: RuleWords = [
  '具体的 IPv6 地址，或设置了 IPV6_V6ONLY 的 ::，从不与 IPv4 地址冲突。',
  '一个套接字是 IPv4，另一个是 IPv6，且任何一方的表都不查找另一方',
  '{newcomer} 和 {holder} 属于不同的地址族，这里不作比较',
];

export const BETTER_MATCH: RuleWords = [
  '只询问最佳匹配：排在它后面的重叠套接字不计。',
  '端口上另有套接字匹配时通配的部分更少，或同样匹配但更新',
  '{holder} 不是 {newcomer} 的最佳匹配，而内核只询问最佳匹配',
];
