import type { RuleWords } from './rule-words.ts';
import { PORT_FREE } from './shared.ts';

/** Ports and options, as in linux/effects/ports.ts and options.ts. */
export const LINUX_PORTS = {
  'linux.port-free': PORT_FREE,
  'linux.port-zero': [
    '端口 0 表示请求自动分配的端口；对 TCP 来说，无论有什么选项，分到的端口都没有被地址重叠的套接字占用。',
    '以端口 0 调用 bind(2)，但不包括设置了 SO_REUSEADDR 或 SO_REUSEPORT 的 UDP',
    '{newcomer} 得到临时端口范围中的一个端口，地址重叠的套接字都没有占用它',
  ],
  'linux.udp-port-zero-shared': [
    '对设置了 SO_REUSEADDR 或 SO_REUSEPORT 的 UDP 套接字，端口 0 可能给出另一个设置了同样选项的套接字所占的端口。',
    '以端口 0 调用 bind(2)，UDP，两者都设置了 SO_REUSEADDR，或两者都设置了 SO_REUSEPORT 且属于同一用户',
    '{newcomer} 得到 {holder} 的端口：两者设置了同样的重用选项',
  ],
  'linux.bind-without-port': [
    '设置 IP_BIND_ADDRESS_NO_PORT 后，以端口 0 绑定只占用地址；端口到 connect(2) 时才分配，并且可以与其他连接共用。',
    '以端口 0 调用 bind(2)，IP_BIND_ADDRESS_NO_PORT',
    '{newcomer} 有了地址，还没有端口',
  ],
  'linux.ports-exhausted': [
    '范围内的端口全部用完时，没有可以自动分配的端口：返回 EADDRINUSE，只发送的 UDP 套接字则是 EAGAIN。',
    '自动分配的端口，net.ipv4.ip_local_port_range 或 IP_LOCAL_PORT_RANGE 中已没有剩余；范围大小为奇数时，有一端不用',
    '{newcomer} 的端口范围中已没有剩余的端口',
  ],
  'linux.listen-unbound': [
    '没有绑定端口就调用 listen(2)（包括绑定失败之后），会在通配地址和自动分配的端口上监听。',
    'listen(2)，套接字没有端口',
    '{newcomer} 没有端口，因此在内核选择的端口上监听',
  ],
  'linux.listen-again': [
    '对正在监听的套接字再次调用 listen(2) 只改变 backlog，不作任何检查。',
    'listen(2)，套接字正在监听',
    '{newcomer} 已经在监听',
  ],
  'linux.reuseport-cached': [
    '内核为端口记住一个 SO_REUSEPORT 套接字：与它匹配的新套接字不经检查就被接纳，即使那个套接字已经取消了该选项。',
    'TCP，新套接字设置了 SO_REUSEPORT，属于同一用户，并且在被记住的套接字之后没有未设 SO_REUSEPORT 的 bind 或 listen',
    '内核为端口记住的 SO_REUSEPORT 套接字与 {newcomer} 匹配，其他不再检查',
  ],
  'linux.opened': ['打开一个套接字，并设置它的选项。', 'socket(2)', '{newcomer} 已打开'],
  'linux.opened-multipath': [
    'MPTCP 套接字与 TCP 套接字一样占用 TCP 端口，它的监听者也接受 TCP 客户端。',
    '以 IPPROTO_MPTCP 调用 socket(2)',
    '{newcomer} 已打开，它的子流是 TCP 套接字',
  ],
  'linux.mptcp-disabled': [
    'net.mptcp.enabled 为 0 时，不能打开 MPTCP 套接字。',
    '以 IPPROTO_MPTCP 调用 socket(2)，net.mptcp.enabled 为 0',
    '这个命名空间中 net.mptcp.enabled 为 0',
  ],
  'linux.not-open': [
    '没有对应套接字的名称也就没有描述符。',
    'accept(2) 失败了，或套接字没有打开成功',
    '这个名称没有对应的套接字',
  ],
  'linux.options-read-live': [
    'SO_REUSEADDR 和 SO_REUSEPORT 以另一个套接字请求端口那一刻的值为准，而不是绑定时的值。',
    '绑定之后的 setsockopt(2)',
    '{newcomer} 改变了选项，该端口上的下一次绑定会按新值判断',
  ],
  'linux.v6only-needs-inet6': [
    'IPV6_V6ONLY 以及与 IPv6 组有关的选项，只适用于 IPv6 套接字。',
    'AF_INET 套接字上的 IPV6_V6ONLY、IPV6_MULTICAST_ALL、IPV6_MULTICAST_IF 或 IPV6_JOIN_GROUP',
    '{newcomer} 是 AF_INET',
  ],
  'linux.v6only-after-bind': [
    '套接字有端口时，不能改变 IPV6_V6ONLY。',
    'IPV6_V6ONLY，套接字有端口',
    '{newcomer} 已经有端口',
  ],
  'linux.device-once': [
    '没有 CAP_NET_RAW 时，套接字只能绑定设备一次。',
    'SO_BINDTODEVICE，已经绑定了设备，没有 CAP_NET_RAW',
    '{newcomer} 已绑定到设备，而调用者没有 CAP_NET_RAW',
  ],
  'linux.port-range-reversed': [
    '自动分配端口的下限不能高于上限。',
    'IP_LOCAL_PORT_RANGE 两端都已设置，而下限高于上限',
    '{newcomer} 的端口范围，下限高于上限',
  ],
  'linux.transparent-privilege': [
    'IP_TRANSPARENT 需要 CAP_NET_ADMIN 或 CAP_NET_RAW。',
    'IP_TRANSPARENT，在该网络命名空间所属的用户命名空间中既没有 CAP_NET_ADMIN 也没有 CAP_NET_RAW',
    '打开 {newcomer} 的调用者既没有 CAP_NET_ADMIN，也没有 CAP_NET_RAW',
  ],
  'linux.fast-open-needs-tcp': ['TCP_FASTOPEN 只适用于 TCP 套接字。', 'TCP_FASTOPEN，UDP', '{newcomer} 是 UDP 套接字'],
  'linux.fast-open-connected': [
    'TCP_FASTOPEN 要在建立或请求连接之前设置；它不影响谁能占用端口。',
    'TCP_FASTOPEN，套接字既没有关闭，也没有在监听',
    '{newcomer} 已连接或曾经连接',
  ],
  'linux.mptcp-has-no-groups': [
    'MPTCP 套接字没有多播选项。',
    'IP_ADD_MEMBERSHIP、IP_MULTICAST_IF、IP_MULTICAST_ALL 及 IPv6 的相应选项，MPTCP',
    '{newcomer} 是 MPTCP 套接字，不能加入组',
  ],
  'linux.mptcp-option-after-connect': [
    'MPTCP 套接字连接之后，大多数选项不能再设置；对端没有 MPTCP 时，IP 和 TCP 的选项除外。',
    'setsockopt(2)，MPTCP，既没有关闭也没有在监听：SO_REUSEADDR、SO_REUSEPORT、SO_BINDTODEVICE；对端有 MPTCP 时还包括 IP、IPv6 和 TCP 的选项',
    '{newcomer} 是 MPTCP 套接字，已连接或曾经连接',
  ],
  'linux.no-port-range': [
    'Linux 6.3 之前没有 IP_LOCAL_PORT_RANGE。',
    'IP_LOCAL_PORT_RANGE',
    '这个内核没有 {newcomer} 要设置的 IP_LOCAL_PORT_RANGE',
  ],
  'linux.port-stays-bound': [
    '由 bind(2) 或 listen(2) 用过的端口，在其最后一个套接字消失之前，不会自动分配给 connect(2)。',
    'connect(2)，TCP，对该目的地址，范围内只剩下如今只有连接、但其间曾被绑定过的端口',
    '{newcomer} 的端口范围中已没有可用的端口：曾被绑定的端口，要等它的连接全部结束后才能共用',
  ],
} as const satisfies Readonly<Record<string, RuleWords>>;
