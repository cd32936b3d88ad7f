import { type Cases, PEOPLE_OF_LONG, ROOT, testCases, testFile } from './check-trials.ts';

testFile('config/examples/wider.yaml', PEOPLE_OF_LONG, 9);

const DESCRIPTORS: Cases = {
  'a port stays held until the last of three descriptors is closed': {
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 5000 }                  ok
      { op: dup, socket: b, from: a }                                          ok
      { op: fork, socket: c, from: b }                                         ok
      { op: close, socket: a }                                                 ok
      { op: close, socket: b }                                                 ok
      { op: bind, socket: d, address: 127.0.0.1, port: 5000 }                  EADDRINUSE
      { op: close, socket: c }                                                 ok
      { op: bind, socket: d, address: 127.0.0.1, port: 5000 }                  ok
    `,
  },
  'a name that stands for no socket has no second descriptor': {
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 5000 }                  ok
      { op: accept, socket: b, from: a }                                       EINVAL
      { op: dup, socket: c, from: b }                                          EBADF
      { op: fork, socket: d, from: b }                                         EBADF
      { op: close, socket: c }                                                 EBADF
      { op: close, socket: d }                                                 EBADF
    `,
  },
  'options that are set by one descriptor count for the other; reset of one leaves the socket open, and is remembered':
    {
      lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 5000 }                  ok
      { op: listen, socket: a }                                                ok
      { op: connect, socket: b, address: 127.0.0.1, port: 5000 }               ok
      { op: accept, socket: c, from: a }                                       ok
      { op: dup, socket: d, from: c }                                          ok
      { op: reset, socket: c }                                                 ok
      { op: send, socket: b }                                                  ok
      { op: receive, socket: d, expectBytes: 1 }                               ok
      { op: close, socket: d }                                                 ok
      { op: receive, socket: b }                                               ECONNRESET
    `,
    },
  'datagrams that a child process could read are delivered to its name': {
    lines: `
      { op: bind, socket: a, protocol: udp, address: 127.0.0.1, port: 5000 }   ok
      { op: fork, socket: b, from: a }                                         ok
      { op: deliver, address: 127.0.0.1, port: 5000, receivers: [a] }          ok
      { op: close, socket: a }                                                 ok
      { op: deliver, address: 127.0.0.1, port: 5000, receivers: [b] }          ok
    `,
  },
};

const CONNECTING: Cases = {
  'connect that does not wait says EINPROGRESS, then EALREADY, ok or the error': {
    lines: `
      { op: connect, socket: a, address: 127.0.0.1, port: 5000, wait: false }  EINPROGRESS
      { op: connect, socket: a, address: 127.0.0.1, port: 5000, wait: false }  ECONNREFUSED
      { op: bind, socket: s, address: 127.0.0.1, port: 5000 }                  ok
      { op: listen, socket: s, backlog: 0 }                                    ok
      { op: connect, socket: a, address: 127.0.0.1, port: 5000, wait: false }  EINPROGRESS
      { op: connect, socket: a, address: 127.0.0.1, port: 5000, wait: false }  ok
      { op: connect, socket: a, address: 127.0.0.1, port: 5000, wait: false }  EISCONN
      { op: connect, socket: b, address: 127.0.0.1, port: 5000, wait: false }  EINPROGRESS
      { op: connect, socket: b, address: 127.0.0.1, port: 5000, wait: false }  EALREADY
      { op: shutdown, socket: b, how: both }                                   ok
      { op: connect, socket: u, protocol: udp, address: 127.0.0.1, port: 5000, wait: false }  ok
    `,
  },
};

const OPTIONS: Cases = {
  'IP_BIND_ADDRESS_NO_PORT keeps the address of UDP sockets too, and of listeners': {
    lines: `
      { op: bind, socket: a, protocol: udp, address: 127.0.0.2, port: 0, bindNoPort: true }  ok
      { op: getsockname, socket: a, expectAddress: 127.0.0.2, expectPort: 0 }  ok
      { op: connect, socket: a, address: 127.0.0.1, port: 5000 }               ok
      { op: getsockname, socket: a, expectAddress: 127.0.0.2, expectPort: nonzero }  ok
      { op: bind, socket: b, address: 127.0.0.2, port: 0, bindNoPort: true }   ok
      { op: listen, socket: b, savePort: P }                                   ok
      { op: getsockname, socket: b, expectAddress: 127.0.0.2, expectPort: $P } ok
    `,
  },
  'SO_LINGER makes close wait for the ACK of its FIN': {
    lines: `
      { op: bind, socket: s, address: 127.0.0.1, port: 5000 }                  ok
      { op: listen, socket: s }                                                ok
      { op: connect, socket: c, linger: 2, address: 127.0.0.1, port: 5000, saveLocal: C }  ok
      { op: accept, socket: d, from: s }                                       ok
      { op: close, socket: c }                                                 ok
      { op: state, address: $C, port: $C, state: FIN_WAIT2 }                   ok
    `,
  },
  'SO_INCOMING_CPU decides among equals, and is reset by -1': {
    lines: `
      { op: bind, socket: a, protocol: udp, reuseaddr: true, incomingCpu: 0, address: 127.0.0.1, port: 5000 }  ok
      { op: bind, socket: b, protocol: udp, reuseaddr: true, address: 127.0.0.1, port: 5000 }  ok
      { op: deliver, address: 127.0.0.1, port: 5000, cpu: 0, count: 9, receivers: [a] }  ok
      { op: setsockopt, socket: a, set: { incomingCpu: -1 } }                  ok
      { op: deliver, address: 127.0.0.1, port: 5000, cpu: 0, count: 9, receivers: [b] }  ok
    `,
  },
  'TCP_FASTOPEN is refused to UDP sockets and to connections': {
    lines: `
      { op: socket, socket: a, protocol: udp, fastOpen: 1 }                    ENOPROTOOPT
      { op: bind, socket: s, address: 127.0.0.1, port: 5000, fastOpen: 1 }     ok
      { op: listen, socket: s }                                                ok
      { op: connect, socket: c, address: 127.0.0.1, port: 5000 }               ok
      { op: setsockopt, socket: c, set: { fastOpen: 1 } }                      EINVAL
    `,
  },
};

testCases('second descriptors', DESCRIPTORS);
testCases('connections in the making', CONNECTING);
testCases('rarer options', OPTIONS);

testCases(
  'options that need a privilege',
  {
    'IP_TRANSPARENT is refused to an ordinary user': {
      lines: `
        { op: bind, socket: a, transparent: true, address: 192.0.2.1, port: 5000, uid: 1000 }  EPERM
        { op: socket, socket: b, transparent: false, uid: 1000 }               ok
      `,
    },
  },
  [ROOT],
);
