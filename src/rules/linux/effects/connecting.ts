import type { EffectText } from './effect-text.ts';

const AF_INET = 'net/ipv4/af_inet.c, 6.18';

export const CONNECTING = [
  [
    'connect-in-progress',
    'A TCP connect(2) that does not wait says EINPROGRESS, even where the answer is there at once.',
    'connect(2), TCP, O_NONBLOCK',
    `__inet_stream_connect(), ${AF_INET}; connect(2)`,
    '{newcomer} does not wait for the answer to its SYN',
  ],
  [
    'connect-goes-on',
    'While no answer has come the socket is in SYN_SENT, and another connect(2) says EALREADY.',
    'connect(2), TCP, an earlier one goes on',
    `__inet_stream_connect(), ${AF_INET}`,
    '{newcomer} still waits for the answer to its SYN',
  ],
  [
    'connect-completes',
    'Another connect(2), to whatever address, tells that the connection is made.',
    'connect(2), TCP, an earlier one did not wait, and the connection is made by now',
    `__inet_stream_connect(), ${AF_INET}`,
    '{newcomer} is connected by now',
  ],
  [
    'connect-has-failed',
    'Another connect(2) tells that the connection was refused, and leaves a fresh socket.',
    'connect(2), TCP, an earlier one did not wait, and was refused; ECONNABORTED where the error was told already',
    `__inet_stream_connect(), ${AF_INET}`,
    'the attempt of {newcomer} to connect has failed',
  ],
  [
    'simultaneous-open',
    'Two sockets that connect to each other are connected without a listener.',
    'connect(2), TCP, a socket in SYN_SENT there calls this very address and port',
    'tcp_rcv_synsent_state_process(), net/ipv4/tcp_input.c, 6.18; RFC 9293 3.5',
    'the SYN of {newcomer} meets that of {holder}',
  ],
] as const satisfies readonly EffectText[];
