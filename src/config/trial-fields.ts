import * as z from 'zod';
import type { SocketState } from '../model/host.ts';
import { outcomeEnum } from './outcome-values.ts';
import { integer, lazily, oneOrMore, says, strict, text, word } from './schema-parts.ts';
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
    z.int(says(read)).min(lowest, says(read)).max(HIGHEST_PORT, says(read)),
    z.string().regex(form, says(read)),
  ] as const;

const RANGE = 'must be [LOWEST, HIGHEST]';

/** What several fields have. */
const parts = lazily(() => {
  const rangeEnd = whole('a port', 0, HIGHEST_PORT);
  const stepOutcome = text(t.readStepOutcome).meta({ id: 'ok-or-errno', enum: outcomeEnum(['ok']) });
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
  address: text(t.readAddressRef).describe('An IP address, or $NAME for a saved local end.'),
  port: z
    .union(portOr(0, t.REFERENCE, t.readPortRef), says(t.readPortRef))
    .describe('A port, 0 for the choice of the kernel, or $NAME for a saved one.'),
  remotePort: z
    .union(portOr(1, t.REFERENCE, t.readRemotePort), says(t.readRemotePort))
    .describe('A port, or $NAME for a saved one.'),
  family: parts().family,
}));

const options = lazily(() => {
  const { device, range } = parts();
  return {
    reuseaddr: z.boolean().optional().describe('SO_REUSEADDR'),
    reuseport: z.boolean().optional().describe('SO_REUSEPORT'),
    v6only: z.boolean().optional().describe('IPV6_V6ONLY'),
    device: device.optional().describe('SO_BINDTODEVICE'),
    freebind: z.boolean().optional().describe('IP_FREEBIND'),
    portRange: range
      .optional()
      .describe('IP_LOCAL_PORT_RANGE: lowest and highest automatic port; 0 leaves that end unset.'),
    broadcast: z.boolean().optional().describe('SO_BROADCAST'),
    multicastAll: z.boolean().optional().describe('IP_MULTICAST_ALL: also IPv4 groups that only others have joined.'),
    multicastIf: device.optional().describe('IP_MULTICAST_IF: by which interface datagrams to IPv4 groups leave.'),
    multicastAll6: z.boolean().optional().describe('IPV6_MULTICAST_ALL'),
    multicastIf6: device.optional().describe('IPV6_MULTICAST_IF'),
    transparent: z.boolean().optional().describe('IP_TRANSPARENT; needs CAP_NET_ADMIN or CAP_NET_RAW.'),
    bindNoPort: z.boolean().optional().describe('IP_BIND_ADDRESS_NO_PORT: bind with port 0 takes no port.'),
    incomingCpu: whole('a CPU', -1, HIGHEST_CPU).optional().describe('SO_INCOMING_CPU; -1 unsets it.'),
    linger: z
      .union([whole('a number of seconds', 0, LONGEST_LINGER), z.literal(false)], says(t.readLinger(LONGEST_LINGER)))
      .optional()
      .describe('SO_LINGER in seconds: so long close waits at most; 0 closes with a RST, false unsets it.'),
    fastOpen: whole('a number of connections', 0, 2 ** 31 - 1)
      .optional()
      .describe('TCP_FASTOPEN: so many connections may send data with the SYN.'),
  };
});

/** The fields that only a step that opens a socket may have. */
export const opening = lazily(() => ({
  protocol: word(PROTOCOLS, readWord('a protocol', PROTOCOLS)).optional().describe('Default: tcp.'),
  family: parts().family.optional().describe('Default: that of the address, else inet.'),
  mptcp: z.boolean().optional().describe('IPPROTO_MPTCP: a Multipath TCP socket.'),
  ...options(),
}));

/** The fields that every step may have. */
export const common = lazily(() => ({
  uid: whole('a user id', 0, HIGHEST_UID).optional().describe('The effective user that makes the call.'),
  expect: parts().outcomes.optional().describe('ok (the default), an errno name, or a list of acceptable ones.'),
  claim: parts().outcomes.optional().describe('What the tutorial promises for this step.'),
  prose: z.string().min(1).optional().describe('What a story tells before this step.'),
}));

/** Sockets, devices and groups by their names. */
export const names = lazily(() => {
  const { name, device, savedName } = parts();
  return {
    socket: name.describe('The name of the socket; the first step that names it opens it.'),
    group: text(t.readGroup).describe('A multicast address, such as 239.1.1.1 or ff05::1.'),
    onInterface: device.describe('The interface on which the group is joined: lo, or one of the devices.'),
    fromDevice: device.optional().describe('SO_BINDTODEVICE of the clients: by which interface they send.'),
    from: name.describe('The name of the listener.'),
    copied: name.describe('The name of the socket that it shares.'),
    receivers: z.array(name).optional().describe('Exactly these sockets get them. Left out: none does.'),
    savePort: savedName.optional().describe('Keep the port that the kernel gave, as $NAME.'),
    saveLocal: savedName.optional().describe('Keep the local end, as $NAME.'),
  };
});

/** What single operations have. */
export const values = lazily(() => ({
  set: strict(options()).describe('Options to change.'),
  backlog: whole('a backlog', -1, 2 ** 31 - 1)
    .optional()
    .describe('Default: 128.'),
  bytes: whole('a number of bytes', 0, MOST_BYTES).optional().describe('How many. Default: 1.'),
  full: z.boolean().optional().describe("true: send until the peer's window is full."),
  count: whole('a number of clients', 1, 10_000).optional().describe('How many clients. Default: 1.'),
  seconds: z.number().min(0).max(LONGEST_SLEEP).describe('How long.'),
  wait: z.boolean().optional().describe('false: EINPROGRESS at once. Default: true, for up to 3 s.'),
  cpu: whole('a CPU', 0, HIGHEST_CPU).optional().describe('The CPU on which the clients send.'),
  how: word(HOWS, readWord('a way to shut down', HOWS)).describe('Which half of the connection.'),
  state: word(STATES, readWord('a state', STATES)).describe('Met if any socket at that local end is in it.'),
}));

/** What a step observes. */
export const expected = lazily(() => ({
  expectBytes: whole('a number of bytes', 0, MOST_RECEIVED)
    .optional()
    .describe('How many came; 0 is the end of the stream.'),
  expectAddress: text(t.readExpectedAddress)
    .optional()
    .describe('An address, nonzero for any but ANY, $NAME, or "!$NAME" for another than that.'),
  expectPort: z
    .union(
      [
        ...portOr(0, /^(nonzero|!?\$[\w-]+)$/, t.readExpectedPort),
        parts().range.refine(([low, high]) => low <= high, { error: RANGE }),
      ],
      says(t.readExpectedPort),
    )
    .optional()
    .describe('A port, [LOWEST, HIGHEST], nonzero, $NAME, or "!$NAME" for another than that.'),
}));
