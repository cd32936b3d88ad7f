import type { RuleWords } from './rule-words.ts';

/** Two sockets on one port, as in linux/pairs.ts, linux/separate-pairs.ts and linux/older-pairs.ts. */
export const LINUX_PAIRS = {
  'linux.no-overlap': [
    '没有任何数据包能同时属于两个套接字的地址时，它们从不冲突。',
    '两个不同的具体地址，或一个具体的 IPv6 地址和一个 IPv4 地址',
    '{newcomer} 和 {holder} 没有共同的地址',
  ],
  'linux.v6only-separates': [
    '设置了 IPV6_V6ONLY 的 :: 套接字不与任何 IPv4 地址冲突。',
    '设置了 IPV6_V6ONLY 的 ::，与 IPv4 地址或 IPv4 映射地址并存',
    'IPV6_V6ONLY 把 {newcomer} 和 {holder} 分开：一个只接受 IPv6，另一个接受 IPv4',
  ],
  'linux.device-differs': [
    '绑定到两个不同设备的套接字从不冲突。',
    '两者都绑定了设备（SO_BINDTODEVICE，或链路本地地址的 scope），而设备不同',
    '{newcomer} 和 {holder} 绑定到不同的设备',
  ],
  'linux.vrf-differs': [
    '分属不同 VRF，或一个在 VRF 内、另一个在 VRF 外的 TCP 套接字从不冲突。',
    'TCP，其中一个绑定的设备在某个 VRF 中，另一个没有绑定设备，或绑定的设备不在该 VRF 中；net.ipv4.tcp_l3mdev_accept 为 0',
    '{newcomer} 和 {holder} 不在同一个 VRF 中，而 tcp_l3mdev_accept 为 0',
  ],
  'linux.both-reuseaddr-old-not-listening': [
    '两个套接字都设置 SO_REUSEADDR 时，只要旧套接字没有在监听，就共用端口。',
    'TCP，两者都设置了 SO_REUSEADDR，旧套接字处于 LISTEN 以外的任何状态',
    '{newcomer} 和 {holder} 都设置了 SO_REUSEADDR，而 {holder} 没有在监听',
  ],
  'linux.udp-both-reuseaddr': [
    '都设置了 SO_REUSEADDR 的两个 UDP 套接字共用端口，但数据报只交给其中一个。',
    'UDP，两者都设置了 SO_REUSEADDR',
    '{newcomer} 和 {holder} 都设置了 SO_REUSEADDR，对 UDP 来说这就够了',
  ],
  'linux.timewait-reuseport': [
    'SO_REUSEPORT 套接字遗留的 TIME_WAIT 不妨碍设置了 SO_REUSEPORT 的新套接字，无论属于哪个用户。',
    'TCP，旧套接字处于 TIME_WAIT，两者都设置了 SO_REUSEPORT',
    '{newcomer} 设置了 SO_REUSEPORT，留下 {holder}（TIME_WAIT）的套接字也设置了它',
  ],
  'linux.reuseport-same-uid': [
    '同一用户的两个套接字都设置 SO_REUSEPORT 时共用端口，无论是否在监听。',
    'TCP，两者都设置了 SO_REUSEPORT，属于同一用户',
    '{newcomer} 和 {holder} 都设置了 SO_REUSEPORT，并且属于同一用户',
  ],
  'linux.udp-reuseport-same-uid': [
    '由最新的重叠 UDP 套接字决定：两者都设置 SO_REUSEPORT 且属于同一用户时共用端口。',
    'UDP，两者都设置了 SO_REUSEPORT，属于同一用户；这时不再看更早的套接字',
    '{newcomer} 和 {holder} 都设置了 SO_REUSEPORT，并且属于同一用户',
  ],
  'linux.timewait-inherits-flags': [
    'TIME_WAIT 保留已关闭的套接字的选项：只在新套接字上设置 SO_REUSEADDR 是不够的。',
    '旧套接字处于 TIME_WAIT，它与新套接字既不共有 SO_REUSEADDR，也不共有 SO_REUSEPORT',
    '{holder} 处于 TIME_WAIT，保留着原套接字的选项，与 {newcomer} 没有共同的重用选项',
  ],
  'linux.reuseport-uid-differs': [
    'SO_REUSEPORT 只在同一用户的套接字之间共用端口，root 也不例外。',
    '两者都设置了 SO_REUSEPORT，属于不同的用户',
    '{newcomer} 和 {holder} 都设置了 SO_REUSEPORT，但属于不同的用户',
  ],
  'linux.listen-lost-race': [
    '多个设置了 SO_REUSEADDR 的套接字可以绑定重叠的地址，但只有最先监听的那个得到端口。',
    'listen(2)，两者都设置了 SO_REUSEADDR，旧套接字已在监听',
    '{holder} 最先开始监听；{newcomer} 可以与它同时绑定，但不能监听',
  ],
  'linux.dual-stack-overlaps-ipv4': [
    '双栈的 :: 套接字也接受 IPv4，因此与该端口上的每个 IPv4 地址冲突。',
    '没有 IPV6_V6ONLY 的 ::，与 IPv4 地址或 IPv4 映射地址并存',
    '{newcomer} 和 {holder} 都接受 IPv4：双栈的 :: 包含它',
  ],
  'linux.dual-stack-connection-overlaps-any': [
    '双栈套接字的 IPv6 连接仍会阻挡 0.0.0.0，尽管它并不承载 IPv4。',
    '0.0.0.0 上的 AF_INET 套接字，旧套接字是没有 IPV6_V6ONLY 的 IPv6 连接',
    '{holder} 是双栈套接字的连接，也算作 IPv4：{newcomer} 与它重叠',
  ],
  'linux.wildcard-overlaps-listener': [
    '通配地址和具体地址不能同时监听，无论是否设置 SO_REUSEADDR：面对监听者，SO_REUSEADDR 从不起作用。',
    'TCP，通配地址与同一地址族的具体地址并存，旧套接字正在监听',
    '{holder} 正在监听，而通配地址包含每一个具体地址：{newcomer} 与它重叠',
  ],
  'linux.same-address-listening': [
    '与监听者地址和端口都相同的第二个套接字会被拒绝，无论是否设置 SO_REUSEADDR。',
    'TCP，地址相同，旧套接字正在监听',
    '{holder} 正在监听，与 {newcomer} 的地址和端口相同',
  ],
  'linux.old-lacks-reuseaddr': [
    '只在新套接字上设置 SO_REUSEADDR 是不够的：旧套接字也必须设置。',
    '新套接字设置了 SO_REUSEADDR，旧套接字没有',
    '{newcomer} 设置了 SO_REUSEADDR，但占用端口的 {holder} 没有',
  ],
  'linux.newcomer-lacks-reuseaddr': [
    '只在旧套接字上设置 SO_REUSEADDR 是不够的：新套接字也必须设置。',
    '旧套接字设置了 SO_REUSEADDR，新套接字没有',
    '占用端口的 {holder} 设置了 SO_REUSEADDR，但 {newcomer} 没有',
  ],
  'linux.no-reuse': [
    '地址重叠的套接字如果没有共同的重用选项，就不能共用端口。',
    '地址重叠，上面的规则都不允许',
    '{holder} 占用着端口，与 {newcomer} 没有共同的重用选项',
  ],
  'linux.reuse-cached': [
    '内核记住该端口上的套接字绑定时都设置了 SO_REUSEADDR（或同一用户的 SO_REUSEPORT）：同样设置的新套接字不经检查就被接纳。',
    'TCP；从端口空闲时起，每次 bind 和 listen 都设置了该选项，并且对 SO_REUSEADDR 来说没有套接字监听过；之后改动的选项不再查看',
    '内核记住该端口的套接字绑定时都设置了 {newcomer} 所设的选项，其他不再检查',
  ],
  'linux.udp-any-beside-many': [
    '一个端口上的 UDP 套接字多于十个时，通配地址上的新套接字只与同在通配地址上的套接字比较：它可以与具体地址并存，只是对其中每一个，都有哈希表槽数分之一的概率被拒绝（512 到 65,536 个槽，视内存而定）。',
    'UDP，端口上的套接字多于十个，新套接字在通配地址上，旧套接字在具体地址上',
    '端口上的套接字多于十个，因此 {newcomer} 不与 {holder} 比较，除非两者的哈希恰好相同，而这概率很小',
  ],
  'linux.mapped-any-unseen': [
    'IPv4 映射地址上的新套接字看不到 ::ffff:0.0.0.0，也看不到在它之后的 0.0.0.0。',
    'TCP，新套接字在具体的 IPv4 映射地址上，旧套接字在 IPv4 通配地址上，其中最先的是 AF_INET6',
    '{newcomer} 按其地址查找，在那里找不到 {holder}',
  ],
} as const satisfies Readonly<Record<string, RuleWords>>;
