import type { RuleWords } from './rule-words.ts';
import { ADDRESS_NOT_LOCAL, NO_EXCLUSIVE } from './shared.ts';

const OTHER_VRF: RuleWords = [
  'VRF 中的地址只供绑定到该 VRF 的设备的套接字使用，VRF 之外的地址则只供其他套接字使用。',
  '具体地址，所在接口属于另一个 VRF（与套接字绑定的设备不同），或属于某个 VRF 而套接字没有绑定设备；没有 IP_FREEBIND、IP_TRANSPARENT 和 ip_nonlocal_bind',
  '{newcomer} 指定的地址在本机的另一个 VRF 中，而不在套接字所在的 VRF 中',
];

/** One socket alone, as in linux/checks.ts and linux/vrf-checks.ts. */
export const LINUX_CHECKS = {
  'linux.no-exclusive': NO_EXCLUSIVE,
  'linux.family-unsupported': [
    '内核没有 IPv6 时，不能打开 IPv6 套接字。',
    'AF_INET6，而内核编译时没有 IPv6，或以 ipv6.disable=1 启动',
    '{newcomer} 需要 IPv6 套接字，而这个内核没有 IPv6',
  ],
  'linux.no-such-device': [
    'SO_BINDTODEVICE 需要一个存在的接口。',
    'SO_BINDTODEVICE，指定的名称不属于任何接口',
    '{newcomer} 要求的接口不存在',
  ],
  'linux.wrong-family': [
    'bind(2) 的地址必须与套接字属于同一地址族。',
    'AF_INET 套接字上的 AF_INET6 地址',
    '{newcomer} 是 IPv6 地址，而套接字是 AF_INET',
  ],
  'linux.short-address': [
    'sockaddr_in 对 IPv6 套接字来说太短，内核不看地址族就返回 EINVAL。',
    'AF_INET6 套接字上的 AF_INET 地址（16 字节）',
    '{newcomer} 是 IPv4 地址，对 AF_INET6 套接字来说太短',
  ],
  'linux.ipv6-multicast-stream': [
    'TCP 套接字不能绑定 IPv6 多播地址。',
    'TCP，地址在 ff00::/8 中',
    '{newcomer} 是多播地址，而套接字是 TCP',
  ],
  'linux.address-in-other-vrf': OTHER_VRF,
  'linux.address-not-local': [
    'IPv4 套接字只能绑定本机拥有的地址，除非 IP_FREEBIND、IP_TRANSPARENT 或 ip_nonlocal_bind 免去这一限制。',
    'IPv4，不是 0.0.0.0，也不在 local 路由表中（命名空间的 lo 启用过之后才有该表）；没有 IP_FREEBIND、IP_TRANSPARENT 和 net.ipv4.ip_nonlocal_bind',
    '{newcomer} 指定的地址不是本机地址',
  ],
  'linux.privileged-port': [
    '低于 net.ipv4.ip_unprivileged_port_start 的端口需要 CAP_NET_BIND_SERVICE。',
    '0 < 端口 < net.ipv4.ip_unprivileged_port_start，在该网络命名空间所属的用户命名空间中没有 CAP_NET_BIND_SERVICE',
    '{newcomer} 是特权端口，而调用者没有 CAP_NET_BIND_SERVICE',
  ],
  'linux.already-bound': [
    '一个套接字只能绑定一次：已有端口、已连接或正在监听的套接字不能再次绑定。',
    '套接字已有端口，或不处于关闭状态',
    '请求 {newcomer} 的套接字已经有端口',
  ],
  'linux.mapped-on-v6only': [
    '设置了 IPV6_V6ONLY 的套接字不能绑定 IPv4 映射地址。',
    '设置了 IPV6_V6ONLY 的 IPv6 套接字，地址在 ::ffff:0:0/96 中',
    '{newcomer} 是 IPv4 映射地址，而套接字设置了 IPV6_V6ONLY',
  ],
  'linux.link-local-without-scope': [
    '链路本地地址必须与其接口一起绑定。',
    '地址在 fe80::/10 中，或是链路本地多播地址；没有 scope id，也没有绑定设备',
    '{newcomer} 是链路本地地址，却没有指定接口',
  ],
  'linux.no-such-interface': [
    '具体 IPv6 地址的 scope 必须是一个存在的接口。',
    '具体的 IPv6 地址，scope id 或绑定的设备没有对应的接口',
    '{newcomer} 指定的接口不存在',
  ],
  'linux.address-on-other-device': [
    '绑定到设备的 IPv6 套接字，只能使用该设备上的 ::1 和链路本地地址。',
    'host 或 link 范围的 IPv6 地址，已绑定设备，而地址在另一个设备上；没有 IP_FREEBIND 和 ip_nonlocal_bind',
    '{newcomer} 指定的地址在另一个设备上，而不在套接字绑定的设备上',
  ],
  'linux.address-tentative': [
    '重复地址检测正在进行或已经失败时，不能绑定该 IPv6 地址。',
    '地址带有 IFA_F_TENTATIVE，没有 IP_FREEBIND 和 net.ipv6.ip_nonlocal_bind',
    '{newcomer} 指定的地址处于 tentative 状态：它还没有通过重复地址检测',
  ],
  'linux.ipv6-address-in-other-vrf': OTHER_VRF,
  'linux.ipv6-address-not-local': [
    'IPv6 套接字只能绑定本机拥有的地址，除非 IP_FREEBIND、IP_TRANSPARENT 或 ip_nonlocal_bind 免去这一限制。',
    'IPv6 套接字，不是 ::，地址不在任何接口上（IPv4 映射地址：不在 local 路由表中）；没有 IP_FREEBIND、IP_TRANSPARENT 和 ip_nonlocal_bind',
    ADDRESS_NOT_LOCAL[2],
  ],
} as const satisfies Readonly<Record<string, RuleWords>>;
