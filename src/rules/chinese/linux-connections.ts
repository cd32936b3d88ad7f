import type { RuleWords } from './rule-words.ts';

/** Connections and descriptors, as in linux/effects/connecting.ts, connections.ts and descriptors.ts. */
export const LINUX_CONNECTIONS = {
  'linux.connect': [
    '监听者收下 SYN 之后 connect(2) 就会成功，不必等到 accept(2)。',
    'connect(2)，TCP，有监听者收下 SYN',
    '{newcomer} 连接到 {holder}',
  ],
  'linux.connect-udp': [
    'UDP 套接字的 connect(2) 不发送任何数据：它只设定本地地址和对端。',
    'connect(2)，UDP',
    '{newcomer} 从此有了对端',
  ],
  'linux.nobody-listens': [
    '没有监听者收下 SYN 时，连接被拒绝。',
    'connect(2)，TCP，该地址和通配地址上都没有适用于该设备和地址族的监听者',
    '{newcomer} 要连接的地方没有套接字在监听',
  ],
  'linux.connect-ports-exhausted': [
    'connect(2) 选择的端口只与同样由它选择端口的其他连接共用，并且四元组不能相同。',
    'connect(2)，TCP，对该目的地址，范围内已没有可用的端口',
    '对这个目的地址，{newcomer} 的端口范围中已没有可用的端口',
  ],
  'linux.four-tuple-in-use': [
    '两个连接的四元组绝不会相同。',
    'connect(2)，TCP，地址和端口都相同的连接仍然存在',
    '{holder} 占用着 {newcomer} 请求的四元组',
  ],
  'linux.four-tuple-in-time-wait': [
    '处于 TIME_WAIT 的四元组只有启用时间戳时才能再次使用；如果端口是自动分配的，还要 net.ipv4.tcp_tw_reuse 允许，并且已过一秒。',
    'connect(2)，TCP，该四元组在本机处于 TIME_WAIT；没有时间戳，或端口自动分配而 tcp_tw_reuse 不允许，或时间未到',
    '{holder} 占用着 {newcomer} 请求的四元组',
  ],
  'linux.backlog-full': [
    '队列已满的监听者丢弃 SYN，客户端只能等待。',
    'connect(2)，TCP，等待接受的连接多于 backlog',
    '{holder} 的队列已满，{newcomer} 在等待',
  ],
  'linux.self-connect': [
    '连接到自己的地址和端口的套接字，就与自己相连。',
    'connect(2)，TCP，源和目的相同',
    '{newcomer} 与自己相连',
  ],
  'linux.self-connect-shut': [
    '已关闭写端的套接字与自己相连时，连接立即结束。',
    '以 shutdown(2) 关闭写端之后的 connect(2)，TCP，源和目的相同',
    '{newcomer} 已关闭写端，并与自己相连',
  ],
  'linux.accepted-inherits': [
    '接受连接得到的套接字继承监听者的选项、设备和端口，并有具体的地址。',
    'accept(2)',
    '{newcomer} 继承 {holder} 的选项',
  ],
  'linux.nothing-to-accept': [
    'accept(2) 等待连接到来。',
    'accept(2)，没有等待接受的连接',
    '{newcomer} 没有等待接受的连接',
  ],
  'linux.connections-migrate': [
    'net.ipv4.tcp_migrate_req 启用时，一个监听者停止后，它尚未接受的连接转交给同一 SO_REUSEPORT 组的另一个监听者。',
    '有连接等待接受的监听者停止，同一 SO_REUSEPORT 组中另有监听者，net.ipv4.tcp_migrate_req 为 1（Linux 5.14）',
    '{newcomer} 把尚未接受的连接转交给 {holder}',
  ],
  'linux.disconnect': [
    '断开之后是一个全新的套接字：保留程序选择的地址和端口，交还自动分配的。',
    '以 AF_UNSPEC 调用 connect(2)',
    '{newcomer} 已断开',
  ],
  'linux.udp-disconnect-drops-device': [
    '断开 UDP 套接字也会解除它绑定的设备。',
    '以 AF_UNSPEC 调用 connect(2)，UDP，SO_BINDTODEVICE',
    '{newcomer} 不再绑定到设备',
  ],
  'linux.shutdown': ['关闭写端的套接字会发送 FIN。', 'shutdown(2)，已连接', '{newcomer} 已由 shutdown(2) 关闭'],
  'linux.shutdown-listener': [
    '关闭读端的监听者停止监听；它保留程序选择的端口，并且可以再次监听。',
    'shutdown(2)，正在监听',
    '{newcomer} 不再监听',
  ],
  'linux.close': [
    '先关闭的一方进入 TIME_WAIT；还有未读数据就关闭会重置连接，关闭监听者会重置尚未接受的连接。',
    'close(2)',
    '{newcomer} 已关闭',
  ],
  'linux.reset': [
    'SO_LINGER 为零秒时关闭会重置连接，两端都不留下 TIME_WAIT。',
    'close(2)，SO_LINGER 的 l_onoff 为 1，l_linger 为 0',
    '{newcomer} 已重置',
  ],
  'linux.linger-zero': [
    'SO_LINGER 为零秒时 close(2) 重置连接，接受连接得到的套接字也继承这一点。',
    'close(2)，TCP，已连接，SO_LINGER 的 l_onoff 为 1，l_linger 为 0',
    '{newcomer} 的 SO_LINGER 为零秒，连接被重置',
  ],
  'linux.linger-waits': [
    '设置 SO_LINGER 后，close(2) 会等到 FIN 得到确认或时间用完；连接留下的状态相同。',
    'close(2)，TCP，已连接，SO_LINGER 的 l_onoff 为 1，l_linger 大于 0；进程结束时不等待',
    '{newcomer} 等待它的 FIN 得到确认，然后关闭',
  ],
  'linux.connect-in-progress': [
    '不等待的 TCP connect(2) 返回 EINPROGRESS，即使应答立即到达。',
    'connect(2)，TCP，O_NONBLOCK',
    '{newcomer} 不等待对其 SYN 的应答',
  ],
  'linux.connect-goes-on': [
    '应答到来之前套接字处于 SYN_SENT，再次 connect(2) 返回 EALREADY。',
    'connect(2)，TCP，先前的连接仍在进行',
    '{newcomer} 仍在等待对其 SYN 的应答',
  ],
  'linux.connect-completes': [
    '再次 connect(2)（无论目的地址）会告知连接已经建立。',
    'connect(2)，TCP，先前的调用没有等待，而连接现已建立',
    '{newcomer} 现已连接',
  ],
  'linux.connect-has-failed': [
    '再次 connect(2) 会告知连接被拒绝，并留下一个全新的套接字。',
    'connect(2)，TCP，先前的调用没有等待，而连接被拒绝；错误已经告知过时为 ECONNABORTED',
    '{newcomer} 的连接尝试已经失败',
  ],
  'linux.simultaneous-open': [
    '互相连接的两个套接字不需要监听者就能建立连接。',
    'connect(2)，TCP，对方有一个处于 SYN_SENT 的套接字正在连接这个地址和端口',
    '{newcomer} 的 SYN 与 {holder} 的 SYN 相遇',
  ],
  'linux.duplicated': [
    '第二个描述符指的是同一个套接字：端口、选项和连接都相同。',
    'dup(2)',
    '{newcomer} 又有一个描述符',
  ],
  'linux.inherited': [
    '子进程继承父进程的描述符，与父进程一样占用该套接字。',
    'fork(2)，子进程没有关闭该描述符',
    '子进程也占用 {newcomer}',
  ],
  'linux.close-one-of-several': [
    '最后一个描述符关闭时套接字才结束：在此之前 close(2) 不发送 FIN，端口仍被占用。',
    'close(2)，该套接字的另一个描述符仍在本进程或其他进程中打开',
    '{newcomer} 还有另一个描述符，仍占用端口',
  ],
  'linux.self-connect-half-shut': [
    '已关闭写端的套接字仍能与自己相连，但不发送任何数据。',
    '以 shutdown(2) 关闭写端之后的 connect(2)，TCP，源和目的相同',
    '{newcomer} 已关闭写端，并与自己相连',
  ],
  'linux.tw-reuse-by-seconds': [
    '连接是否已在 TIME_WAIT 停留一秒，按时钟的整秒判断：其间恰好跨过整秒时，四元组可以立即再次使用。',
    'connect(2)，TCP，net.ipv4.tcp_tw_reuse，由内核选择端口',
    '其间时钟跨过整秒时，{newcomer} 可以取代 {holder}',
  ],
} as const satisfies Readonly<Record<string, RuleWords>>;
