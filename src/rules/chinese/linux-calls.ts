import type { RuleWords } from './rule-words.ts';

/** Calls that are refused, as in linux/calls.ts and linux/route-calls.ts. */
export const LINUX_CALLS = {
  'linux.udp-does-not-listen': [
    'UDP 套接字既不能监听，也不能接受连接。',
    'listen(2) 或 accept(2)，UDP',
    '{newcomer} 是 UDP 套接字，既不能监听，也不能接受连接',
  ],
  'linux.listen-connected': [
    '已连接或曾经连接的套接字，断开之前不能监听。',
    'listen(2)，TCP，套接字自打开或上次断开以来连接过',
    '{newcomer} 已连接或曾经连接，不能监听',
  ],
  'linux.accept-needs-listener': [
    '只有正在监听的套接字才能接受连接。',
    'accept(2)，TCP，套接字没有在监听',
    '{newcomer} 没有在监听，因此不能接受连接',
  ],
  'linux.shut-before-connected': [
    'connect(2) 被拒绝后又关闭了收发的套接字，必须先断开才能再次连接。',
    'connect(2)，TCP，在一次不等待且被拒绝的 connect(2) 之后调用过 shutdown(2)',
    '{newcomer} 在连接过程中被 shutdown(2) 关闭',
  ],
  'linux.connected-once': [
    'TCP 套接字只能连接一次；此后即使连接已经失效，也要先断开才能再连接。',
    'connect(2)，TCP，套接字已连接或曾经连接，或正在监听',
    '{newcomer} 已连接、曾经连接或正在监听，不能再连接',
  ],
  'linux.connect-short-address': [
    'sockaddr_in 对 IPv6 的 TCP 套接字来说太短，内核不看地址族就返回 EINVAL。',
    'connect(2)，TCP，AF_INET6 套接字上的 AF_INET 地址（16 字节）',
    '{newcomer} 是 AF_INET6，而目的地址是 IPv4',
  ],
  'linux.destination-wrong-family': [
    'IPv4 套接字不能到达 IPv6 地址。',
    'connect(2)，或 UDP 的 sendto(2)，AF_INET 套接字上的 AF_INET6 地址',
    '{newcomer} 是 AF_INET，而目的地址是 IPv6',
  ],
  'linux.v6only-destination-family': [
    '设置了 IPV6_V6ONLY 的 UDP 套接字不能连接到 sockaddr_in。',
    'connect(2)，UDP，IPV6_V6ONLY，AF_INET 地址',
    '{newcomer} 设置了 IPV6_V6ONLY，而目的地址是 IPv4',
  ],
  'linux.v6only-reaches-no-ipv4': [
    '设置了 IPV6_V6ONLY，或绑定了具体 IPv6 地址的套接字，不能到达 IPv4 地址。',
    'connect(2) 或 sendto(2)，IPV6_V6ONLY，目的地址是 IPv4 映射地址（UDP 的 sendto：任何 IPv4 地址）',
    '{newcomer} 设置了 IPV6_V6ONLY，而目的地址是 IPv4',
  ],
  'linux.no-destination': [
    '没有连接的 UDP 套接字发送时必须指定目的地址。',
    'send(2)，UDP，没有连接',
    '{newcomer} 没有连接，调用也没有指定目的地址',
  ],
  'linux.source-not-local': [
    'IPv4 不从本机没有的地址发送，即使 IP_FREEBIND 允许绑定它。',
    '从非本机的 IPv4 地址 connect(2) 或发送',
    '{newcomer} 绑定的地址不是本机地址',
  ],
  'linux.group-as-source': [
    '绑定 IPv4 映射多播组地址的 AF_INET6 套接字以该组为源地址，而从组地址不能发送。',
    '经 IPv4 的 connect(2) 或发送，AF_INET6 套接字绑定在 IPv4 映射的多播地址或 255.255.255.255 上',
    '{newcomer} 以组地址为源地址',
  ],
  'linux.no-such-device-to-send': [
    'IPv4 不经由不存在的设备发送，即使 scope 已把套接字绑定到该设备。',
    '经 IPv4 的 connect(2) 或发送，套接字绑定链路本地地址时指定了不存在的接口',
    '{newcomer} 绑定到不存在的设备',
  ],
  'linux.loopback-over-device': [
    'IPv4 不会从环回地址经由 lo 以外的设备发送。',
    'connect(2) 或发送，SO_BINDTODEVICE 到 lo 以外的设备，源地址在 127.0.0.0/8 中',
    '{newcomer} 将从环回地址经由它绑定的设备发送',
  ],
  'linux.mapped-source': [
    '绑定到 IPv4 映射地址的套接字不能到达 IPv6 地址。',
    'connect(2) 或发送，源地址是 IPv4 映射地址，目的地址是 IPv6',
    '{newcomer} 的地址是 IPv4 映射地址，而目的地址是 IPv6',
  ],
  'linux.no-ipv6-source': [
    '没有接口拥有 IPv6 地址时（例如 net.ipv6.conf.all.disable_ipv6），或链路范围的组所在的接口没有时，IPv6 在查找路由之前就找不到源地址。',
    'connect(2) 或发送到 IPv6 地址，套接字在 :: 上，本机（或该组的设备）没有 IPv6 地址',
    '{newcomer} 找不到可用作源地址的本机 IPv6 地址',
  ],
  'linux.no-route': [
    '没有路由就不能发送：私有命名空间只有到自己地址的路由。',
    'connect(2) 或发送到非本机地址，而没有其他路由',
    '{newcomer} 找不到到目的地址的路由',
  ],
  'linux.stream-to-group': [
    'TCP 不能连接到多播或广播地址。',
    'connect(2)，TCP，多播组或广播地址',
    '{newcomer} 是 TCP，而目的地址是多播或广播地址',
  ],
  'linux.broadcast-needs-option': [
    '只有设置了 SO_BROADCAST 的套接字才能发送到广播地址。',
    'connect(2) 或发送，UDP，255.255.255.255 或子网的广播地址，没有 SO_BROADCAST',
    '{newcomer} 没有设置 SO_BROADCAST，而目的地址是广播地址',
  ],
  'linux.shutdown-unconnected': [
    '对没有连接的套接字调用 shutdown(2) 会失败，但仍会关闭其收发。',
    'shutdown(2)，既没有连接，也没有在监听',
    '{newcomer} 没有连接',
  ],
} as const satisfies Readonly<Record<string, RuleWords>>;
