import * as z from 'zod/mini';
import type { SocketState } from '../model/host.ts';
import { outcomeEnum } from './outcome-values.ts';
import {
  about,
  flag,
  integer,
  lazily,
  oneOrMore,
  optional,
  says,
  someText,
  strict,
  text,
  word,
} from './schema-parts.ts';
import * as t from './trial-values.ts';
import { FAMILIES, PROTOCOLS, type Reader, readWord } from './values.ts';

const STATES: readonly SocketState[] = [
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE_WAIT',
  'LAST_ACK',
  'CLOSING',
  'LISTEN',
  'BOUND',
];

const HOWS = ['read', 'write', 'both'] as const;

/** The largest uid: (uid_t) -1 means "no change" to setreuid(2). */
const HIGHEST_UID = 4_294_967_294;
const MOST_BYTES = 64 * 1024 * 1024;
/** `receive` reads this much at once. */
const MOST_RECEIVED = 64 * 1024;
const HIGHEST_PORT = 65535;
const LONGEST_SLEEP = 3600;
/** A close cannot be interrupted, and no step waits longer. Seconds. */
const LONGEST_LINGER = 3;
const HIGHEST_CPU = 8191;

const whole = (noun: string, lowest: number, highest: number) =>
  integer(t.readInteger(noun, lowest, highest), lowest, highest);

/** The schemas of a port number and of a reference, both with the messages of `read`. */
const portOr = (lowest: number, form: RegExp, read: Reader<unknown>) =>
  [
    z.int(says(read)).check(z.minimum(lowest, says(read)), z.maximum(HIGHEST_PORT, says(read))),
    z.string({ checks: [z.regex(form, says(read))] }),
  ] as const;

const RANGE = 'must be [LOWEST, HIGHEST]';

/** What several fields have. */
const parts = lazily(() => {
  const rangeEnd = whole('a port', 0, HIGHEST_PORT);
  const stepOutcome = about(text(t.readStepOutcome), { id: 'ok-or-errno', enum: outcomeEnum(['ok']) });
  return {
    range: z.tuple([rangeEnd, rangeEnd], { error: RANGE }),
    savedName: text(t.readSavedName),
    outcomes: oneOrMore(stepOutcome, t.readStepOutcome),
    name: text(t.readForm('a name of a socket', /^[^\s,$!][^\s,]*$/, 'one without blanks or commas, such as server')),
    device: text(t.readForm('a name of a device', /^[^\s/:]{0,15}$/, 'up to 15 letters and digits, such as d1')),
    family: word(FAMILIES, readWord('a family', FAMILIES)),
  };
});

/** Where a step binds, connects or sends. */
export const targets = lazily(() => ({
  address: about(text(t.readAddressRef), 'An IP address, or $NAME for a saved local end.'),
  port: about(
    z.union(portOr(0, t.REFERENCE, t.readPortRef), says(t.readPortRef)),
    'A port, 0 for the choice of the kernel, or $NAME for a saved one.',
  ),
  remotePort: about(
    z.union(portOr(1, t.REFERENCE, t.readRemotePort), says(t.readRemotePort)),
    'A port, or $NAME for a saved one.',
  ),
  family: parts().family,
}));

const options = lazily(() => {
  const { device, range } = parts();
  return {
    reuseaddr: flag('SO_REUSEADDR'),
    reuseport: flag('SO_REUSEPORT'),
    v6only: flag('IPV6_V6ONLY'),
    device: optional(device, 'SO_BINDTODEVICE'),
    freebind: flag('IP_FREEBIND'),
    portRange: optional(range, 'IP_LOCAL_PORT_RANGE: lowest and highest automatic port; 0 leaves that end unset.'),
    broadcast: flag('SO_BROADCAST'),
    multicastAll: flag('IP_MULTICAST_ALL: also IPv4 groups that only others have joined.'),
    multicastIf: optional(device, 'IP_MULTICAST_IF: by which interface datagrams to IPv4 groups leave.'),
    multicastAll6: flag('IPV6_MULTICAST_ALL'),
    multicastIf6: optional(device, 'IPV6_MULTICAST_IF'),
    transparent: flag('IP_TRANSPARENT; needs CAP_NET_ADMIN or CAP_NET_RAW.'),
    bindNoPort: flag('IP_BIND_ADDRESS_NO_PORT: bind with port 0 takes no port.'),
    incomingCpu: optional(whole('a CPU', -1, HIGHEST_CPU), 'SO_INCOMING_CPU; -1 unsets it.'),
    linger: optional(
      z.union([whole('a number of seconds', 0, LONGEST_LINGER), z.literal(false)], says(t.readLinger(LONGEST_LINGER))),
      'SO_LINGER in seconds: so long close waits at most; 0 closes with a RST, false unsets it.',
    ),
    fastOpen: optional(
      whole('a number of connections', 0, 2 ** 31 - 1),
      'TCP_FASTOPEN: so many connections may send data with the SYN.',
    ),
  };
});

/** The fields that only a step that opens a socket may have. */
export const opening = lazily(() => ({
  protocol: optional(word(PROTOCOLS, readWord('a protocol', PROTOCOLS)), 'Default: tcp.'),
  family: optional(parts().family, 'Default: that of the address, else inet.'),
  mptcp: flag('IPPROTO_MPTCP: a Multipath TCP socket.'),
  ...options(),
}));

/** The fields that every step may have. */
export const common = lazily(() => ({
  uid: optional(whole('a user id', 0, HIGHEST_UID), 'The effective user that makes the call.'),
  expect: optional(parts().outcomes, 'ok (the default), an errno name, or a list of acceptable ones.'),
  claim: optional(parts().outcomes, 'What the tutorial promises for this step.'),
  prose: optional(someText(), 'What a story tells before this step.'),
}));

/** Sockets, devices and groups by their names. */
export const names = lazily(() => {
  const { name, device, savedName } = parts();
  return {
    socket: about(z.clone(name), 'The name of the socket; the first step that names it opens it.'),
    group: about(text(t.readGroup), 'A multicast address, such as 239.1.1.1 or ff05::1.'),
    onInterface: about(z.clone(device), 'The interface on which the group is joined: lo, or one of the devices.'),
    fromDevice: optional(device, 'SO_BINDTODEVICE of the clients: by which interface they send.'),
    from: about(z.clone(name), 'The name of the listener.'),
    copied: about(z.clone(name), 'The name of the socket that it shares.'),
    receivers: optional(z.array(name), 'Exactly these sockets get them. Left out: none does.'),
    savePort: optional(savedName, 'Keep the port that the kernel gave, as $NAME.'),
    saveLocal: optional(savedName, 'Keep the local end, as $NAME.'),
  };
});

/** What single operations have. */
export const values = lazily(() => ({
  set: about(strict(options()), 'Options to change.'),
  backlog: optional(whole('a backlog', -1, 2 ** 31 - 1), 'Default: 128.'),
  bytes: optional(whole('a number of bytes', 0, MOST_BYTES), 'How many. Default: 1.'),
  full: flag("true: send until the peer's window is full."),
  count: optional(whole('a number of clients', 1, 10_000), 'How many clients. Default: 1.'),
  seconds: about(z.number({ checks: [z.minimum(0), z.maximum(LONGEST_SLEEP)] }), 'How long.'),
  wait: flag('false: EINPROGRESS at once. Default: true, for up to 3 s.'),
  cpu: optional(whole('a CPU', 0, HIGHEST_CPU), 'The CPU on which the clients send.'),
  how: about(word(HOWS, readWord('a way to shut down', HOWS)), 'Which half of the connection.'),
  state: about(word(STATES, readWord('a state', STATES)), 'Met if any socket at that local end is in it.'),
}));

/** What a step observes. */
export const expected = lazily(() => ({
  expectBytes: optional(whole('a number of bytes', 0, MOST_RECEIVED), 'How many came; 0 is the end of the stream.'),
  expectAddress: optional(
    text(t.readExpectedAddress),
    'An address, nonzero for any but ANY, $NAME, or "!$NAME" for another than that.',
  ),
  expectPort: optional(
    z.union(
      [
        ...portOr(0, /^(nonzero|!?\$[\w-]+)$/, t.readExpectedPort),
        parts().range.check(z.refine(([low, high]) => low <= high, { error: RANGE })),
      ],
      says(t.readExpectedPort),
    ),
    'A port, [LOWEST, HIGHEST], nonzero, $NAME, or "!$NAME" for another than that.',
  ),
}));
