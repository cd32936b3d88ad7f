import type { RuleWords } from './rule-words.ts';
import { ADDRESS_NOT_LOCAL, NO_OVERLAP, NOT_COVERED, PORT_FREE } from './shared.ts';

export const WINDOWS = {
  'windows.no-reuseport': [
    'Windows 没有 SO_REUSEPORT，设置它会出错。',
    'SO_REUSEPORT',
    '{newcomer} 要求 SO_REUSEPORT，而 Windows 没有',
  ],
  'windows.not-covered': NOT_COVERED,
  'windows.address-not-local': ADDRESS_NOT_LOCAL,
  'windows.no-overlap': [
    '两个不同的具体地址从不冲突，IPv4 与非双栈的 IPv6 套接字也不冲突。',
    '两个不同的具体地址；或 IPv4 与设置了 IPV6_V6ONLY 的 :: 或具体的 IPv6 地址',
    NO_OVERLAP[2],
  ],
  'windows.time-wait-ignored': [
    'TIME_WAIT 不会拒绝没有选项的套接字。',
    '旧套接字处于 TIME_WAIT，新套接字没有选项',
    '{holder} 处于 TIME_WAIT，不妨碍 {newcomer}',
  ],
  'windows.connections-undocumented': [
    '连接对新套接字有什么影响，文档没有说明，只说它可能拒绝 SO_EXCLUSIVEADDRUSE。',
    '旧套接字已连接或处于 TIME_WAIT，上面的规则都不适用',
    '{holder} 是一个连接，它对 {newcomer} 的影响没有文档说明',
  ],
  'windows.both-reuseaddr': [
    '两个套接字都设置 SO_REUSEADDR 时共用任何地址，相同的地址也可以：此时谁得到流量没有定义。',
    '两者都设置了 SO_REUSEADDR，账户不限',
    '{newcomer} 和 {holder} 都设置了 SO_REUSEADDR，在 Windows 上这总会共用端口',
  ],
  'windows.reuseaddr-not-allowed': [
    'SO_REUSEADDR 只能从同样设置了它的套接字那里得到相同的地址，否则被拒绝。',
    '地址相同，新套接字设置了 SO_REUSEADDR，旧套接字没有',
    '{holder} 没有设置 SO_REUSEADDR，因此 {newcomer} 不能使用相同的地址',
  ],
  'windows.same-address': [
    '没有 SO_REUSEADDR 时，与另一个套接字地址和端口都相同的第二个套接字会被拒绝。',
    '地址相同，新套接字没有 SO_REUSEADDR',
    '{holder} 与 {newcomer} 的地址和端口相同，而后者没有设置 SO_REUSEADDR',
  ],
  'windows.exclusive-any': [
    '设置了 SO_EXCLUSIVEADDRUSE 的通配地址独占每一个具体地址。',
    '旧套接字在通配地址上并设置了 SO_EXCLUSIVEADDRUSE，新套接字在具体地址上',
    '{holder} 以 SO_EXCLUSIVEADDRUSE 独占通配地址，而 {newcomer} 是它的一部分',
  ],
  'windows.other-account': [
    '通配地址属于另一个账户时，每个具体地址都会被拒绝，除非两者都设置了 SO_REUSEADDR。',
    '账户不同，旧套接字在通配地址上，新套接字在具体地址上，不是两者都设置了 SO_REUSEADDR',
    '{holder} 在通配地址上，属于另一个账户，{newcomer} 不能与它共用',
  ],
  'windows.exclusive-dual-stack': [
    '设置了 SO_EXCLUSIVEADDRUSE 的双栈 ::，在 IPv4 上也必须是该端口的第一个。',
    '新套接字是设置了 SO_EXCLUSIVEADDRUSE 的双栈 ::，旧套接字在具体的 IPv4 地址上',
    '{newcomer} 要求两个协议栈的通配地址，而 {holder} 占有其中一部分',
  ],
  'windows.exclusive-newcomer': [
    '有具体地址正在使用时，设置了 SO_EXCLUSIVEADDRUSE 的通配地址会被拒绝。',
    '新套接字在通配地址上并设置了 SO_EXCLUSIVEADDRUSE，旧套接字在具体地址上',
    '{newcomer} 要求独占通配地址，而 {holder} 占有其中一部分',
  ],
  'windows.any-beside-specific': [
    '同一账户的通配地址与具体地址不需要任何选项就共用端口，先后顺序不限。',
    '通配地址与具体地址并存，上面的规则都不禁止',
    '{newcomer} 和 {holder} 一个是通配地址，一个是具体地址，可以共用端口',
  ],
  'windows.port-free': PORT_FREE,
  'windows.specific-before-any': [
    '与通配地址并存时，流量交给具体地址；两者都设置 SO_REUSEADDR 时不确定。',
    '有多个套接字可以接收',
    '{newcomer} 在具体地址上，优先于通配地址',
  ],
} as const satisfies Readonly<Record<string, RuleWords>>;
