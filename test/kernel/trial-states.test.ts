import { type Cases, testCases } from './check-trials.ts';

/** A connection `a` -> `b` over the listener `s` at port 5000. */
const CONNECTION = `
      { op: bind, socket: s, address: 127.0.0.1, port: 5000, reuseaddr: true } ok
      { op: listen, socket: s }                                                ok
      { op: connect, socket: a, address: 127.0.0.1, port: 5000, saveLocal: A } ok
      { op: accept, socket: b, from: s }                                       ok`;

// SYN_RECV does not last on loopback: the three packets of a handshake are through before connect(2) returns.
const STATES: Cases = {
  LISTEN: {
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 5000 }                  ok
      { op: listen, socket: a }                                                ok
      { op: state, address: 127.0.0.1, port: 5000, state: LISTEN }             ok
      { op: state, address: 127.0.0.1, port: 5000, state: SYN_RECV }           state=LISTEN
      { op: state, address: 0.0.0.0, port: 5000, state: LISTEN }               state=none
      { op: state, address: 127.0.0.1, port: 5001, state: LISTEN }             state=none
    `,
  },
  BOUND: {
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 5000 }                  ok
      { op: state, address: 127.0.0.1, port: 5000, state: BOUND }              ok
      { op: bind, socket: b, address: "::1", port: 5000 }                      ok
      { op: state, address: "::1", port: 5000, state: BOUND }                  ok
    `,
  },
  SYN_SENT: {
    lines: `
      { op: bind, socket: s, address: 127.0.0.1, port: 5000 }                  ok
      { op: listen, socket: s, backlog: 0 }                                    ok
      { op: connect, socket: a, address: 127.0.0.1, port: 5000 }               ok
      { op: connect, socket: b, address: 127.0.0.1, port: 5000, saveLocal: B } EINPROGRESS
      { op: state, address: $B, port: $B, state: SYN_SENT }                    ok
    `,
  },
  ESTABLISHED: {
    lines: `${CONNECTION}
      { op: state, address: $A, port: $A, state: ESTABLISHED }                 ok
      { op: state, address: 127.0.0.1, port: 5000, state: ESTABLISHED }        ok
    `,
  },
  'ESTABLISHED of a dual-stack listener': {
    lines: `
      { op: bind, socket: s, address: "::", port: 5000, v6only: false }        ok
      { op: listen, socket: s }                                                ok
      { op: connect, socket: a, address: 127.0.0.1, port: 5000 }               ok
      { op: accept, socket: b, from: s }                                       ok
      { op: state, address: 127.0.0.1, port: 5000, state: ESTABLISHED }        ok
      { op: state, address: "::ffff:127.0.0.1", port: 5000, state: ESTABLISHED }  ok
      { op: state, address: "::", port: 5000, state: LISTEN }                  ok
    `,
  },
  'BOUND and ESTABLISHED of UDP sockets': {
    beyondRules: true,
    lines: `
      { op: bind, socket: u, protocol: udp, address: 127.0.0.2, port: 5000 }   ok
      { op: state, address: 127.0.0.2, port: 5000, state: BOUND }              ok
      { op: connect, socket: v, protocol: udp, address: 127.0.0.1, port: 5000, saveLocal: U }  ok
      { op: state, address: $U, port: $U, state: ESTABLISHED }                 ok
    `,
  },
  'FIN_WAIT1 while the window of the peer is full': {
    lines: `${CONNECTION}
      { op: send, socket: a, full: true }                                      ok
      { op: close, socket: a }                                                 ok
      { op: state, address: $A, port: $A, state: FIN_WAIT1 }                   ok
      { op: sleep, seconds: 0.3 }                                              ok
      { op: state, address: $A, port: $A, state: FIN_WAIT1 }                   ok
    `,
  },
  'FIN_WAIT2 and CLOSE_WAIT': {
    lines: `${CONNECTION}
      { op: shutdown, socket: a, how: write }                                  ok
      { op: state, address: $A, port: $A, state: FIN_WAIT2 }                   ok
      { op: state, address: 127.0.0.1, port: 5000, state: CLOSE_WAIT }         ok
      { op: close, socket: a }                                                 ok
      { op: state, address: $A, port: $A, state: FIN_WAIT2 }                   ok
    `,
  },
  'TIME_WAIT of the end that closes first': {
    lines: `${CONNECTION}
      { op: close, socket: a }                                                 ok
      { op: receive, socket: b, expectBytes: 0 }                               ok
      { op: close, socket: b }                                                 ok
      { op: state, address: $A, port: $A, state: TIME_WAIT }                   ok
    `,
  },
  'LAST_ACK while the window of the peer is full': {
    lines: `${CONNECTION}
      { op: send, socket: b, full: true }                                      ok
      { op: shutdown, socket: a, how: write }                                  ok
      { op: receive, socket: b, expectBytes: 0 }                               ok
      { op: close, socket: b }                                                 ok
      { op: state, address: 127.0.0.1, port: 5000, state: LAST_ACK }           ok
    `,
  },
  'CLOSING where both ends close and one still has data': {
    lines: `${CONNECTION}
      { op: send, socket: a, full: true }                                      ok
      { op: shutdown, socket: a, how: write }                                  ok
      { op: shutdown, socket: b, how: write }                                  ok
      { op: state, address: $A, port: $A, state: CLOSING }                     ok
    `,
  },
  'a reset leaves no TIME_WAIT, and the port is free': {
    lines: `${CONNECTION}
      { op: reset, socket: a }                                                 ok
      { op: receive, socket: b }                                               ECONNRESET
      { op: state, address: $A, port: $A, state: TIME_WAIT }                   state=none
      { op: close, socket: b }                                                 ok
      { op: close, socket: s }                                                 ok
      { op: bind, socket: s, address: 127.0.0.1, port: 5000 }                  ok
    `,
  },
};

const RESTARTS: Cases = Object.fromEntries(
  [
    ['a restart in TIME_WAIT without SO_REUSEADDR', false, false, 'EADDRINUSE'],
    ['a restart in TIME_WAIT with SO_REUSEADDR on the first server only', true, false, 'EADDRINUSE'],
    ['a restart in TIME_WAIT with SO_REUSEADDR on the second server only', false, true, 'EADDRINUSE'],
    ['a restart in TIME_WAIT with SO_REUSEADDR on both', true, true, 'ok'],
  ].map(([name, first, second, outcome]) => [
    name,
    {
      lines: `
      { op: bind, socket: server, address: 0.0.0.0, port: 50005, reuseaddr: ${first} }  ok
      { op: listen, socket: server, backlog: 1024 }                            ok
      { op: connect, socket: client, address: 127.0.0.1, port: 50005 }         ok
      { op: accept, socket: conn, from: server }                               ok
      { op: close, socket: conn }                                              ok
      { op: receive, socket: client, expectBytes: 0 }                          ok
      { op: close, socket: client }                                            ok
      { op: close, socket: server }                                            ok
      { op: state, address: 127.0.0.1, port: 50005, state: TIME_WAIT }         ok
      { op: bind, socket: again, address: 0.0.0.0, port: 50005, reuseaddr: ${second} }  ${outcome}
      { op: listen, socket: again }                                            ok
    `,
    },
  ]),
);

testCases('the states of a TCP socket', { ...STATES, ...RESTARTS });
