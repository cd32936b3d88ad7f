import { type Cases, testCases } from './check-trials.ts';

const TCP: Cases = {
  'TCP: the one listener receives every client': {
    lines: `
      { op: bind, socket: a, address: 0.0.0.0, port: 5000 }                    ok
      { op: deliver, address: 127.0.0.1, port: 5000, receivers: [a] }          ECONNREFUSED
      { op: listen, socket: a }                                                ok
      { op: deliver, address: 127.0.0.1, port: 5000, receivers: [a] }          ok
      { op: deliver, address: 127.0.0.1, port: 5000, count: 20, receivers: [a] }  ok
      { op: deliver, address: "::ffff:127.0.0.1", port: 5000, family: inet6, receivers: [a] }  ok
      { op: deliver, address: "::1", port: 5000, receivers: [a] }              ECONNREFUSED
      { op: deliver, address: 127.0.0.1, port: 5001 }                          ECONNREFUSED
      { op: state, address: 127.0.0.1, port: 5000, state: TIME_WAIT }          state=none
    `,
  },
  'TCP: the exact address comes before ANY, and IPv4 before dual-stack': {
    lines: `
      { op: bind, socket: any, address: 0.0.0.0, port: 5000, reuseport: true } ok
      { op: listen, socket: any }                                              ok
      { op: bind, socket: exact, address: 127.0.0.1, port: 5000, reuseport: true }  ok
      { op: listen, socket: exact }                                            ok
      { op: bind, socket: dual, address: "::", port: 5000, v6only: false, reuseport: true }  ok
      { op: listen, socket: dual }                                             ok
      { op: deliver, address: 127.0.0.1, port: 5000, count: 30, receivers: [exact] }  ok
      { op: deliver, address: 127.0.0.2, port: 5000, count: 30, receivers: [any] }  ok
      { op: deliver, address: "::1", port: 5000, count: 30, receivers: [dual] }  ok
      { op: deliver, address: "::1", port: 5000, receivers: [any, dual] }      received by dual
      { op: deliver, address: "::1", port: 5000, receivers: [any] }            received by dual
      { op: deliver, address: "::1", port: 5000 }                              received by dual
    `,
  },
  'TCP: a reuseport group shares the clients': {
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 5000, reuseport: true } ok
      { op: listen, socket: a }                                                ok
      { op: bind, socket: b, address: 127.0.0.1, port: 5000, reuseport: true } ok
      { op: listen, socket: b }                                                ok
      { op: deliver, address: 127.0.0.1, port: 5000, count: 64, receivers: [b, a] }  ok
      { op: deliver, address: 127.0.0.1, port: 5000, count: 64, receivers: [a] }  received by a,b
      { op: deliver, address: 127.0.0.1, port: 5000, count: 1, receivers: [a, b], exact: false }  ok
      { op: deliver, address: 127.0.0.1, port: 5000, count: 64, receivers: [a], exact: false }  received by a,b
      { op: close, socket: b }                                                 ok
      { op: deliver, address: 127.0.0.1, port: 5000, count: 64, receivers: [a] }  ok
    `,
  },
  'TCP: fromAddress and fromPort bind the clients': {
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 5000 }                  ok
      { op: listen, socket: a }                                                ok
      { op: deliver, address: 127.0.0.1, port: 5000, fromAddress: 127.0.0.9, receivers: [a] }  ok
      { op: deliver, address: 127.0.0.1, port: 5000, fromPort: 6000, count: 5, receivers: [a] }  ok
      { op: state, address: 127.0.0.9, port: 6000, state: TIME_WAIT }          state=none
    `,
  },
  'TCP: a client that cannot bind to fromAddress gives its errno': {
    beyondRules: true,
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 5000 }                  ok
      { op: listen, socket: a }                                                ok
      { op: deliver, address: 127.0.0.1, port: 5000, fromAddress: 127.0.0.1, fromPort: 5000, receivers: [a] }  EADDRINUSE
      { op: deliver, address: 127.0.0.1, port: 5000, fromAddress: 203.0.113.1, receivers: [a] }  EADDRNOTAVAIL
    `,
  },
  'TCP: a connection that is queued already is an error and stays queued': {
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 5000 }                  ok
      { op: listen, socket: a }                                                ok
      { op: connect, socket: c, address: 127.0.0.1, port: 5000 }               ok
      { op: deliver, address: 127.0.0.1, port: 5000, receivers: [a] }          queued before on a
      { op: accept, socket: d, from: a }                                       ok
      { op: deliver, address: 127.0.0.1, port: 5000, receivers: [a] }          ok
      { op: send, socket: c }                                                  ok
      { op: receive, socket: d, expectBytes: 1 }                               ok
    `,
  },
  'TCP: deliver uses a saved port, and is not tried with one that was not saved': {
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 0, savePort: P }        ok
      { op: listen, socket: a }                                                ok
      { op: deliver, address: 127.0.0.1, port: $P, receivers: [a] }            ok
      { op: connect, socket: c, address: 127.0.0.1, port: $P, saveLocal: C }   ok
      { op: accept, socket: d, from: a }                                       ok
      { op: deliver, address: 127.0.0.1, port: $P, fromAddress: $C, receivers: [a] }  ok
      { op: bind, socket: n, address: 203.0.113.1, port: 0, savePort: N }      EADDRNOTAVAIL
      { op: deliver, address: 127.0.0.1, port: $N, receivers: [a] }            not tried
      { op: deliver, address: 127.0.0.1, port: $P, fromPort: $N, receivers: [a] }  not tried
    `,
  },
  'TCP: a connection queued at another address of the port is an error too': {
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 5000 }                  ok
      { op: listen, socket: a }                                                ok
      { op: bind, socket: b, address: 127.0.0.2, port: 5000 }                  ok
      { op: listen, socket: b }                                                ok
      { op: connect, socket: c, address: 127.0.0.1, port: 5000 }               ok
      { op: deliver, address: 127.0.0.2, port: 5000, receivers: [b] }          queued before on a
    `,
  },
};

const UDP: Cases = {
  'UDP: the one socket receives every client': {
    lines: `
      { op: bind, socket: a, protocol: udp, address: 0.0.0.0, port: 5000 }     ok
      { op: deliver, address: 127.0.0.1, port: 5000, count: 20, receivers: [a] }  ok
      { op: deliver, address: 127.0.0.1, port: 5000 }                          received by a
      { op: deliver, address: 127.0.0.1, port: 5001 }                          ok
      { op: deliver, address: "::1", port: 5000, receivers: [a] }              received by none
      { op: deliver, address: "::ffff:127.0.0.1", port: 5000, family: inet6, receivers: [a] }  ok
      { op: deliver, address: 127.0.0.1, port: 5000, fromAddress: 127.0.0.9, fromPort: 6000, count: 3, receivers: [a] }  ok
    `,
  },
  'UDP: the newest of equal sockets receives all': {
    lines: `
      { op: bind, socket: a, protocol: udp, address: 127.0.0.1, port: 5000, reuseaddr: true }  ok
      { op: bind, socket: b, protocol: udp, address: 127.0.0.1, port: 5000, reuseaddr: true }  ok
      { op: deliver, address: 127.0.0.1, port: 5000, count: 30, receivers: [b] }  ok
      { op: deliver, address: 127.0.0.1, port: 5000, count: 30, receivers: [a, b] }  received by b
    `,
  },
  'UDP: a reuseport group shares the clients': {
    lines: `
      { op: bind, socket: a, protocol: udp, address: 127.0.0.1, port: 5000, reuseport: true }  ok
      { op: bind, socket: b, protocol: udp, address: 127.0.0.1, port: 5000, reuseport: true }  ok
      { op: deliver, address: 127.0.0.1, port: 5000, count: 64, receivers: [a, b] }  ok
      { op: deliver, address: 127.0.0.1, port: 5000, receivers: [a, b], exact: false }  ok
    `,
  },
  'UDP: a datagram that is queued already is an error and stays queued': {
    lines: `
      { op: bind, socket: a, protocol: udp, address: 127.0.0.1, port: 5000 }   ok
      { op: sendto, socket: c, protocol: udp, address: 127.0.0.1, port: 5000, bytes: 3 }  ok
      { op: deliver, address: 127.0.0.1, port: 5000, receivers: [a] }          queued before on a
      { op: receive, socket: a, expectBytes: 3 }                               ok
      { op: deliver, address: 127.0.0.1, port: 5000, receivers: [a] }          ok
    `,
  },
  'UDP: a connected socket receives from its peer alone': {
    lines: `
      { op: bind, socket: a, protocol: udp, address: 127.0.0.1, port: 5000 }   ok
      { op: connect, socket: a, address: 127.0.0.1, port: 6000 }               ok
      { op: deliver, address: 127.0.0.1, port: 5000, receivers: [a] }          received by none
      { op: deliver, address: 127.0.0.1, port: 5000, fromPort: 6000, receivers: [a] }  ok
    `,
  },
  'UDP: a TCP socket on the same port makes no difference': {
    lines: `
      { op: bind, socket: t, address: 127.0.0.1, port: 5000 }                  ok
      { op: listen, socket: t }                                                ok
      { op: bind, socket: u, protocol: udp, address: 127.0.0.1, port: 5000 }   ok
      { op: deliver, address: 127.0.0.1, port: 5000, receivers: [u] }          ok
      { op: deliver, address: 127.0.0.1, port: 5000, receivers: [t] }          ok
      { op: deliver, address: 127.0.0.1, port: 5000 }                          received by t
    `,
  },
};

testCases('deliver', { ...TCP, ...UDP });
