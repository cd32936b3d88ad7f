import { type Cases, testCases } from './check-trials.ts';

const NAMING: Cases = {
  'socket opens the socket that later steps use': {
    lines: `
      { op: socket, socket: a, protocol: udp, family: inet6, v6only: true }    ok
      { op: bind, socket: a, address: "::", port: 5000 }                       ok
      { op: bind, socket: b, protocol: udp, address: 0.0.0.0, port: 5000 }     ok
      { op: bind, socket: c, protocol: udp, address: "::1", port: 5000 }       EADDRINUSE
    `,
  },
  'bind fails with EINVAL, EADDRINUSE, EADDRNOTAVAIL, EAFNOSUPPORT': {
    lines: `
      { op: bind, socket: a, address: 0.0.0.0, port: 5000 }                    ok
      { op: bind, socket: a, address: 0.0.0.0, port: 5001 }                    EINVAL
      { op: bind, socket: b, address: 127.0.0.1, port: 5000 }                  EADDRINUSE
      { op: bind, socket: b, address: 127.0.0.1, port: 5001 }                  ok
      { op: bind, socket: c, address: 203.0.113.1, port: 5002 }                EADDRNOTAVAIL
      { op: bind, socket: d, family: inet, address: "::1", port: 5002 }        EAFNOSUPPORT
      { op: bind, socket: e, family: inet6, address: 127.0.0.1, port: 5002 }   EINVAL
      { op: bind, socket: f, family: inet6, address: "::ffff:127.0.0.1", port: 5000 }  EADDRINUSE
    `,
  },
  'savePort keeps the port that the kernel chose, and getsockname compares it': {
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 0, savePort: P }        ok
      { op: getsockname, socket: a, expectPort: $P, expectAddress: 127.0.0.1 } ok
      { op: getsockname, socket: a, expectPort: nonzero, expectAddress: nonzero }  ok
      { op: getsockname, socket: a, expectPort: "!$P" }                        /port=\\d+/
      { op: getsockname, socket: a, expectPort: [1, 2], expectAddress: "::" }  /address=127.0.0.1 port=\\d+/
      { op: bind, socket: b, address: 127.0.0.1, port: $P }                    EADDRINUSE
      { op: bind, socket: c, address: 127.0.0.2, port: $P }                    ok
      { op: listen, socket: d, savePort: Q }                                   ok
      { op: getsockname, socket: d, expectPort: $Q, expectAddress: 0.0.0.0 }   ok
      { op: getsockname, socket: d, expectAddress: nonzero }                   address=0.0.0.0
      { op: bind, socket: e, address: 127.0.0.3, port: 0, portRange: [40100, 40100] }  ok
      { op: getsockname, socket: e, expectPort: [40100, 40101] }               ok
    `,
  },
  'a step whose port was never saved is not tried, and the trial is inconclusive': {
    lines: `
      { op: bind, socket: a, address: 203.0.113.1, port: 0, savePort: P, expect: EADDRNOTAVAIL }  EADDRNOTAVAIL
      { op: bind, socket: b, address: 127.0.0.1, port: $P }                    not tried
      { op: getsockname, socket: a, expectPort: $P }                           not tried
      { op: connect, socket: c, address: 127.0.0.1, port: 9, saveLocal: C, expect: ECONNREFUSED }  ECONNREFUSED
    `,
    status: 'inconclusive',
  },
  'a refused option of the opening step is its outcome, and bind is not called': {
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 5000, device: nosuch0 } ENODEV
      { op: getsockname, socket: a, expectPort: 0 }                            ok
      { op: bind, socket: a, address: 127.0.0.1, port: 5000 }                  ok
      { op: bind, socket: b, address: 127.0.0.1, port: 5001, v6only: false }   ENOPROTOOPT
      { op: bind, socket: c, address: 127.0.0.1, port: 5000, reuseaddr: true, reuseport: true }  EADDRINUSE
    `,
  },
  'listen fails with EADDRINUSE and EOPNOTSUPP, and may be repeated': {
    lines: `
      { op: bind, socket: a, address: 0.0.0.0, port: 5000, reuseaddr: true }   ok
      { op: bind, socket: b, address: 127.0.0.1, port: 5000, reuseaddr: true } ok
      { op: listen, socket: a }                                                ok
      { op: listen, socket: a, backlog: 5 }                                    ok
      { op: listen, socket: b }                                                EADDRINUSE
      { op: listen, socket: u, protocol: udp }                                 EOPNOTSUPP
      { op: bind, socket: c, address: 203.0.113.1, port: 5000 }                EADDRNOTAVAIL
      { op: listen, socket: c, savePort: P }                                   ok
      { op: getsockname, socket: c, expectPort: $P, expectAddress: 0.0.0.0 }   ok
    `,
  },
  'setsockopt changes options of an open socket': {
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 5000 }                  ok
      { op: bind, socket: b, address: 127.0.0.1, port: 5000, reuseaddr: true } EADDRINUSE
      { op: setsockopt, socket: a, set: { reuseaddr: true } }                  ok
      { op: bind, socket: b, address: 127.0.0.1, port: 5000 }                  ok
      { op: bind, socket: c, family: inet6, address: "::", port: 5001 }        ok
      { op: setsockopt, socket: c, set: { v6only: true } }                     EINVAL
      { op: setsockopt, socket: c, set: { device: nosuch0 } }                  ENODEV
      { op: bind, socket: d, address: 203.0.113.1, port: 5002, freebind: true }  ok
    `,
  },
  'a name that was closed opens a new socket': {
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 5000 }                  ok
      { op: close, socket: a }                                                 ok
      { op: bind, socket: a, protocol: udp, address: 127.0.0.1, port: 5000 }   ok
      { op: listen, socket: a }                                                EOPNOTSUPP
      { op: reset, socket: a }                                                 ok
      { op: getsockname, socket: a, expectPort: 0, expectAddress: 0.0.0.0 }    ok
    `,
  },
};

const CONNECTIONS: Cases = {
  'connect waits as on a blocking socket': {
    lines: `
      { op: connect, socket: a, address: 127.0.0.1, port: 5000 }               ECONNREFUSED
      { op: bind, socket: s, address: 0.0.0.0, port: 5000 }                    ok
      { op: listen, socket: s }                                                ok
      { op: connect, socket: a, address: 127.0.0.1, port: 5000, saveLocal: C } ok
      { op: connect, socket: a, address: 127.0.0.1, port: 5000 }               EISCONN
      { op: getsockname, socket: a, expectAddress: $C, expectPort: $C }        ok
      { op: accept, socket: b, from: s }                                       ok
      { op: getsockname, socket: b, expectAddress: 127.0.0.1, expectPort: 5000 }  ok
      { op: bind, socket: c, address: $C, port: $C }                           EADDRINUSE
      { op: connect, socket: d, family: inet6, address: "::ffff:127.0.0.1", port: 5000 }  ok
      { op: accept, socket: e, from: s }                                       ok
      { op: connect, socket: f, address: "::1", port: 5000 }                   ECONNREFUSED
    `,
  },
  'disconnect lets the socket connect again': {
    lines: `
      { op: bind, socket: s, address: 127.0.0.1, port: 5000 }                  ok
      { op: listen, socket: s }                                                ok
      { op: bind, socket: a, address: 0.0.0.0, port: 5001 }                    ok
      { op: connect, socket: a, address: 127.0.0.1, port: 5000 }               ok
      { op: getsockname, socket: a, expectAddress: 127.0.0.1, expectPort: 5001 }  ok
      { op: accept, socket: b, from: s }                                       ok
      { op: disconnect, socket: a }                                            ok
      { op: receive, socket: b }                                               ECONNRESET
      { op: getsockname, socket: a, expectAddress: 0.0.0.0, expectPort: 5001 } ok
      { op: connect, socket: a, address: 127.0.0.1, port: 5000 }               ok
      { op: connect, socket: u, protocol: udp, address: 127.0.0.1, port: 5000 }  ok
      { op: disconnect, socket: u }                                            ok
      { op: send, socket: u }                                                  EDESTADDRREQ
    `,
  },
  'accept fails with EINVAL and EOPNOTSUPP, and every call on its name then gives EBADF': {
    lines: `
      { op: socket, socket: a }                                                ok
      { op: accept, socket: b, from: a }                                       EINVAL
      { op: send, socket: b }                                                  EBADF
      { op: close, socket: b }                                                 EBADF
      { op: socket, socket: u, protocol: udp }                                 ok
      { op: accept, socket: v, from: u }                                       EOPNOTSUPP
      { op: disconnect, socket: v }                                            EBADF
      { op: setsockopt, socket: v, set: { reuseaddr: true } }                  EBADF
      { op: getsockname, socket: v }                                           EBADF
      { op: receive, socket: v }                                               EBADF
      { op: shutdown, socket: v, how: both }                                   EBADF
      { op: connect, socket: v, address: 127.0.0.1, port: 5000 }               EBADF
      { op: bind, socket: v, address: 127.0.0.1, port: 5000 }                  EBADF
      { op: reset, socket: v }                                                 EBADF
    `,
  },
  'connect, receive and accept stop waiting after three seconds': {
    lines: `
      { op: bind, socket: s, address: 127.0.0.1, port: 5000 }                  ok
      { op: listen, socket: s, backlog: 0 }                                    ok
      { op: connect, socket: a, address: 127.0.0.1, port: 5000 }               ok
      { op: connect, socket: b, address: 127.0.0.1, port: 5000, saveLocal: B } EINPROGRESS
      { op: state, address: $B, port: $B, state: SYN_SENT }                    ok
      { op: receive, socket: a }                                               EAGAIN
      { op: close, socket: b }                                                 ok
      { op: accept, socket: c, from: s }                                       ok
      { op: accept, socket: d, from: s }                                       EAGAIN
    `,
  },
  'shutdown ends reading, writing or listening': {
    lines: `
      { op: shutdown, socket: n, how: both }                                   ENOTCONN
      { op: bind, socket: s, address: 127.0.0.1, port: 5000, reuseaddr: true } ok
      { op: listen, socket: s }                                                ok
      { op: connect, socket: a, address: 127.0.0.1, port: 5000 }               ok
      { op: accept, socket: b, from: s }                                       ok
      { op: shutdown, socket: a, how: write }                                  ok
      { op: send, socket: a }                                                  EPIPE
      { op: receive, socket: b, expectBytes: 0 }                               ok
      { op: send, socket: b, bytes: 5 }                                        ok
      { op: receive, socket: a, expectBytes: 5 }                               ok
      { op: shutdown, socket: a, how: read }                                   ok
      { op: receive, socket: a, expectBytes: 0 }                               ok
      { op: shutdown, socket: s, how: write }                                  ok
      { op: connect, socket: c, address: 127.0.0.1, port: 5000 }               ok
      { op: shutdown, socket: s, how: both }                                   ok
      { op: connect, socket: d, address: 127.0.0.1, port: 5000 }               ECONNREFUSED
      { op: listen, socket: s }                                                ok
      { op: connect, socket: d, address: 127.0.0.1, port: 5000 }               ok
    `,
  },
};

const DATA: Cases = {
  'send and receive count the bytes of a TCP stream': {
    lines: `
      { op: bind, socket: s, address: 127.0.0.1, port: 5000 }                  ok
      { op: listen, socket: s }                                                ok
      { op: connect, socket: a, address: 127.0.0.1, port: 5000 }               ok
      { op: accept, socket: b, from: s }                                       ok
      { op: send, socket: a }                                                  ok
      { op: receive, socket: b, expectBytes: 1 }                               ok
      { op: send, socket: a, bytes: 3 }                                        ok
      { op: send, socket: a, bytes: 4 }                                        ok
      { op: receive, socket: b, expectBytes: 8 }                               bytes=7
      { op: sendto, socket: a, address: 127.0.0.1, port: 5000, bytes: 2 }      ok
      { op: receive, socket: b }                                               ok
      { op: send, socket: a, bytes: 100000 }                                   ok
      { op: receive, socket: b, expectBytes: 65536 }                           ok
      { op: receive, socket: b, expectBytes: 34464 }                           ok
      { op: reset, socket: a }                                                 ok
      { op: receive, socket: b }                                               ECONNRESET
      { op: receive, socket: b, expectBytes: 0 }                               ok
      { op: send, socket: b }                                                  EPIPE
      { op: receive, socket: n }                                               ENOTCONN
      { op: send, socket: n }                                                  EPIPE
    `,
  },
  'send with full stops when the window is full': {
    lines: `
      { op: bind, socket: s, address: 127.0.0.1, port: 5000 }                  ok
      { op: listen, socket: s }                                                ok
      { op: connect, socket: a, address: 127.0.0.1, port: 5000 }               ok
      { op: accept, socket: b, from: s }                                       ok
      { op: send, socket: a, full: true }                                      ok
      { op: send, socket: a }                                                  EAGAIN
      { op: receive, socket: b, expectBytes: 65536 }                           ok
    `,
  },
  'send and receive count the bytes of datagrams': {
    lines: `
      { op: bind, socket: s, protocol: udp, address: 127.0.0.1, port: 5000 }   ok
      { op: sendto, socket: a, protocol: udp, address: 127.0.0.1, port: 5000, bytes: 9 }  ok
      { op: getsockname, socket: a, expectPort: nonzero }                      ok
      { op: receive, socket: s, expectBytes: 9 }                               ok
      { op: connect, socket: a, address: 127.0.0.1, port: 5000 }               ok
      { op: send, socket: a, bytes: 0 }                                        ok
      { op: receive, socket: s, expectBytes: 0 }                               ok
      { op: send, socket: a, bytes: 65507 }                                    ok
      { op: receive, socket: s, expectBytes: 65507 }                           ok
      { op: send, socket: a, bytes: 65508 }                                    EMSGSIZE
      { op: send, socket: a, bytes: 1000000 }                                  EMSGSIZE
      { op: send, socket: a, full: true }                                      ok
      { op: receive, socket: s, expectBytes: 1 }                               ok
      { op: close, socket: s }                                                 ok
      { op: send, socket: a }                                                  ok
      { op: send, socket: a }                                                  ECONNREFUSED
      { op: sendto, socket: b, protocol: udp, family: inet6, address: "::ffff:127.0.0.1", port: 5000 }  ok
    `,
  },
  'sleep takes whole and part seconds': {
    lines: `
      { op: sleep, seconds: 0.05 }                                             ok
      { op: sleep, seconds: 0 }                                                ok
    `,
  },
};

testCases('the operations of a trial', { ...NAMING, ...CONNECTIONS, ...DATA });
