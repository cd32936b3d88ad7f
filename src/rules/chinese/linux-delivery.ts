import type { RuleWords } from './rule-words.ts';

/** Who receives, as in linux/effects/delivery.ts and multicast.ts. */
export const LINUX_DELIVERY = {
  'linux.receivers': [
    '数据包交给端口上地址、设备和对端都相符的套接字。',
    '没有其他套接字接收该数据包',
    '数据包是给 {newcomer} 的，没有其他套接字优先于它',
  ],
  'linux.exact-before-any': [
    '地址相同的套接字优先于通配地址上的套接字。',
    '两者都可以接收该数据包',
    '{newcomer} 的地址与目的地址相同，因此优先于 {holder}',
  ],
  'linux.device-before-none': [
    '地址相同的套接字之中，绑定到该设备的优先于没有绑定设备的。',
    '两者都可以接收该数据包',
    '{newcomer} 绑定到数据包的设备，因此优先于 {holder}',
  ],
  'linux.ipv4-before-dual-stack': [
    '对 IPv4 来说，AF_INET 套接字优先于 AF_INET6 套接字。',
    '两者都可以接收该数据包，地址相同',
    '{newcomer} 是 AF_INET，对 IPv4 来说优先于 {holder} 的 AF_INET6',
  ],
  'linux.connected-udp-first': [
    '与发送方相连的 UDP 套接字优先于所有其他套接字。',
    'UDP，有一个套接字与发送方相连',
    '{newcomer} 与发送方相连，因此优先于 {holder}',
  ],
  'linux.reuseport-group': [
    '在 SO_REUSEPORT 组中，由四元组的哈希决定，对监听者和没有连接的 UDP 套接字都是如此。',
    '最先找到的套接字属于一个组：SO_REUSEPORT，地址、地址族、设备、IPV6_V6ONLY 和用户都相同',
    '在 {newcomer} 所在的 SO_REUSEPORT 组中，由地址和端口的哈希决定',
  ],
  'linux.incoming-cpu-first': [
    '地址相同的套接字之中，SO_INCOMING_CPU 等于处理该数据包的 CPU 的，优先于设为其他 CPU 的；在 SO_REUSEPORT 组中也是如此。',
    'SO_INCOMING_CPU；经环回时，CPU 是发送方的 CPU',
    '由处理数据包的 CPU 决定是否交给 {newcomer}',
  ],
  'linux.newest-of-equals': [
    '其他条件相同的套接字之中，数据包交给最新的那个。',
    '设置了 SO_REUSEADDR 的 UDP：新套接字排在链表的头部',
    '{newcomer} 比条件相同的 {holder} 更新',
  ],
  'linux.ipv6-reuseport-last': [
    '设置了 SO_REUSEPORT 的 AF_INET6 UDP 套接字，排在未设置它而条件相同的套接字之后，无论新旧。',
    'UDP，AF_INET6，两者都设置了 SO_REUSEADDR，其中一个设置了 SO_REUSEPORT：它排在链表的尾部',
    '{holder} 设置了 SO_REUSEPORT，IPv6 套接字因此排在链表的尾部：先找到 {newcomer}',
  ],
  'linux.copy-for-each': [
    '多播或广播数据报交给每一个可以接收它的套接字：各得一份副本。',
    'UDP，发往本机某个套接字已在该设备上加入的组，或发往广播地址',
    '每个可以接收该数据报的套接字都得到一份副本：{newcomer}',
  ],
  'linux.group-not-joined': [
    '只有本机某个套接字在该设备上加入了组，发往该组的多播数据报才会被收下；每台主机都在 224.0.0.1、ff01::1 和 ff02::1 中。',
    'UDP，发往没有套接字在该设备上加入的组',
    '没有套接字在该设备上加入 {newcomer} 发往的组',
  ],
  'linux.multicast-all': [
    '关闭 IP_MULTICAST_ALL（IPV6_MULTICAST_ALL）的套接字只接收自己加入的组；两者默认都开启，但 AF_INET6 套接字上 IPv4 的那个除外。',
    'UDP，发往一个组；有套接字关闭了该选项且没有加入（对 IPv4 来说是在该设备上）',
    '{newcomer} 得到一份副本；{holder} 关闭了 IP_MULTICAST_ALL，也没有加入该组',
  ],
  'linux.joined': [
    '套接字在某个设备上加入组之后，主机在那里收下发往该组的数据报，其他套接字也能接收。',
    'IP_ADD_MEMBERSHIP、IPV6_JOIN_GROUP',
    '{newcomer} 是该组的成员',
  ],
  'linux.left': [
    '加入组的套接字可以离开它，关闭时也会离开；最后一个成员离开时，主机也离开。',
    'IP_DROP_MEMBERSHIP、IPV6_LEAVE_GROUP',
    '{newcomer} 不再是该组的成员',
  ],
  'linux.joined-already': [
    '套接字在每个设备上只能加入同一组一次。',
    'IP_ADD_MEMBERSHIP、IPV6_JOIN_GROUP，套接字已是那里的成员',
    '{newcomer} 已经是该设备上该组的成员',
  ],
  'linux.no-device-to-join': [
    '必须在存在的接口上加入组。',
    'IP_ADD_MEMBERSHIP、IPV6_JOIN_GROUP，索引不对应任何接口',
    '{newcomer} 要求的接口不存在',
  ],
  'linux.not-joined': [
    '只有成员才能离开组。',
    'IP_DROP_MEMBERSHIP、IPV6_LEAVE_GROUP，套接字没有在该设备上加入',
    '{newcomer} 不是该设备上该组的成员',
  ],
  'linux.multicast-needs-datagrams': [
    'TCP 没有组：加入时返回 EPROTO，IP_MULTICAST_IF 返回 EINVAL，IPV6_MULTICAST_IF 返回 ENOPROTOOPT。',
    '组成员关系或多播接口，TCP',
    '{newcomer} 是 TCP，而组只用于数据报',
  ],
  'linux.no-multicast-interface': [
    '用于组的接口必须存在：IP_MULTICAST_IF 返回 EADDRNOTAVAIL，IPV6_MULTICAST_IF 返回 ENODEV。',
    'IP_MULTICAST_IF 或 IPV6_MULTICAST_IF，指定的名称不属于任何接口',
    '{newcomer} 要求的接口不存在',
  ],
  'linux.multicast-interface-is-device': [
    '绑定到设备的套接字不会经由其他设备向组发送。',
    'IP_MULTICAST_IF 或 IPV6_MULTICAST_IF，SO_BINDTODEVICE 到另一个设备',
    '{newcomer} 绑定到另一个设备',
  ],
  'linux.connected-udp-scored': [
    '与发送方相连的 UDP 套接字优先于地址相同而没有连接的，除非先找到一个 SO_REUSEPORT 组。',
    'UDP，有一个套接字与发送方相连',
    '{newcomer} 与发送方相连，因此优先于 {holder}',
  ],
  'linux.reuseport-before-connected': [
    '最先找到的 SO_REUSEPORT 套接字（即最新的那个）得到数据报，即使另有套接字与发送方相连。',
    'UDP，有一个套接字与发送方相连，地址相同的一个更新的套接字设置了 SO_REUSEPORT，且其组中没有成员连接过',
    '{newcomer} 设置了 SO_REUSEPORT，先于与发送方相连的 {holder} 被找到',
  ],
  'linux.device-ignored': [
    '绑定到数据包设备的套接字并不优先于没有绑定设备的：数据包交给最新的那个。',
    '两者都可以接收该数据包，地址相同',
    '{newcomer} 比绑定到该设备的 {holder} 更新',
  ],
  'linux.incoming-cpu-ignored': [
    '在 SO_REUSEPORT 组中 SO_INCOMING_CPU 不起作用：由四元组的哈希决定。',
    'SO_REUSEPORT 和 SO_INCOMING_CPU，地址、地址族、设备、IPV6_V6ONLY 和用户都相同',
    '在 {newcomer} 所在的 SO_REUSEPORT 组中，由地址和端口的哈希决定，无论它指定了哪个 CPU',
  ],
} as const satisfies Readonly<Record<string, RuleWords>>;
