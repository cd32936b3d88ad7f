import type { RuleWords } from './rule-words.ts';

/** Data, and what is only looked at, as in linux/effects/transfer.ts and observations.ts. */
export const LINUX_TRANSFER = {
  'linux.sent': ['发送的数据在另一端排队。', 'send(2) 或 sendto(2)，有套接字可以接收', '{newcomer} 已发送'],
  'linux.window-full': [
    '对端的窗口已满时不再发送任何数据，连 FIN 也不发：连接停在 FIN_WAIT1 或 LAST_ACK。',
    '一直发送到再也放不下为止',
    '{newcomer} 填满了对端的窗口',
  ],
  'linux.nobody-receives': [
    '即使没有套接字接收，发送数据报也会成功；已连接的发送方下一次调用才会失败。',
    'send(2) 或 sendto(2)，UDP，没有套接字接收',
    '{newcomer} 已发送，但没有套接字接收',
  ],
  'linux.error-pending': [
    '到达的错误由下一次调用返回一次。',
    '收到 RST 或 ICMP 错误，或套接字被断开',
    '{newcomer} 有待返回的错误',
  ],
  'linux.write-shut': [
    '已关闭写端的套接字不再发送。',
    '以 shutdown(2) 关闭写端之后，或连接结束之后的 send(2) 或 sendto(2)',
    '{newcomer} 已关闭写端',
  ],
  'linux.send-unconnected': [
    '没有连接的 TCP 套接字不能发送。',
    'send(2) 或 sendto(2)，TCP，既没有连接，也不处于 CLOSE_WAIT',
    '{newcomer} 没有连接',
  ],
  'linux.datagram-too-long': [
    '一个数据报最多承载 65507 字节。',
    'send(2) 或 sendto(2)，UDP，字节数超过该值',
    '{newcomer} 发送的数据超过一个数据报的容量',
  ],
  'linux.received': [
    'receive 返回已排队的数据：一个数据报，或流中已到达的全部数据。',
    'recv(2)，有数据排队',
    '{newcomer} 已接收',
  ],
  'linux.end-of-stream': [
    '收到对端的 FIN 及其之前的数据后，流就结束了：0 字节。',
    'recv(2)，TCP，FIN 已到',
    '{newcomer} 的对端已结束流',
  ],
  'linux.read-shut': [
    '已关闭读端的套接字接收到 0 字节：流已结束。',
    '以 shutdown(2) 关闭读端之后的 recv(2)，没有数据排队',
    '{newcomer} 已关闭读端',
  ],
  'linux.receive-unconnected': [
    '从未连接过的 TCP 套接字不能接收。',
    'recv(2)，TCP，没有连接，或正在监听',
    '{newcomer} 没有连接',
  ],
  'linux.nothing-to-receive': ['receive 等待数据到来。', 'recv(2)，没有数据排队', '{newcomer} 没有排队的数据'],
  'linux.send-waits': [
    '连接建立之前不能发送：send 等待。',
    'send(2) 或 sendto(2)，TCP，SYN_SENT',
    '{newcomer} 等待对其 SYN 的应答',
  ],
  'linux.local-name': [
    'getsockname(2) 显示套接字的地址和端口，端口交还之后仍会显示。',
    'getsockname(2)',
    '这是该套接字的本地地址和端口',
  ],
  'linux.socket-states': [
    '某个本地端点上的套接字，处于此前各步骤使其进入的状态。',
    '内核的套接字表',
    '此前的步骤使这些套接字进入了这些状态',
  ],
  'linux.sleep': ['时间流逝。', 'sleep', '时间流逝'],
  'linux.sysctl-not-followed': [
    '规则没有涉及的内核参数，其作用不作预测；它影响到的第一个步骤之后的情况也不作预测。',
    '试验设置的 sysctl，不在规则涉及的或已知与任何步骤无关的 sysctl 之中',
    '设置了 {newcomer}，而规则没有说明它对这一步的影响',
  ],
  'linux.kernel-not-told': [
    '结果取决于内核的某项改动、而从版本号看不出内核是否有该改动时，不作预测。',
    '发行版把改动移植到旧的系列，或版本号被隐藏；并且没有试验显示过',
    '这取决于内核的某项改动，而从版本号看不出是否有它',
  ],
  'linux.beyond-the-rules': [
    '取决于时机、其他主机或规则范围之外因素的结果不作预测，其后的情况也不作预测。',
    '没有其他规则适用',
    '规则无法预测 {newcomer} 的结果',
  ],
} as const satisfies Readonly<Record<string, RuleWords>>;
