import * as z from 'zod/mini';
import { about, flag, lazily, list, optional, says, someText, strict, text, word } from './schema-parts.ts';
import * as f from './trial-fields.ts';
import * as t from './trial-values.ts';
import { readWord } from './values.ts';

/** The values of process.platform. */
const PLATFORMS = ['linux', 'darwin', 'freebsd', 'openbsd', 'netbsd', 'win32', 'sunos', 'aix', 'android'] as const;

const step = <const O extends string, S extends z.core.$ZodLooseShape>(op: O, description: string, shape: S) =>
  strict({ op: about(z.literal(op), description), ...shape, ...f.common() });

/** What opens a socket, and where. One entry for each op: what it does, and its fields beside those that every step may have. */
function openingSteps() {
  const { address, port } = f.targets();
  const { socket, savePort, saveLocal, from, copied } = f.names();
  const { backlog, wait } = f.values();
  const opens = { socket, ...f.opening() };
  return [
    step('socket', 'socket(2): opens a socket and does no more.', opens),
    step('bind', 'bind(2)', { ...opens, address, port, savePort }),
    step('listen', 'listen(2)', { ...opens, backlog, savePort }),
    step('connect', 'connect(2)', { ...opens, address, port, wait, saveLocal }),
    step('disconnect', 'connect(2) with AF_UNSPEC: dissolves the connection.', opens),
    step('accept', 'accept(2)', { socket, from }),
    step('dup', 'dup(2): a second descriptor of the same socket.', { socket, from: copied }),
    step('fork', 'A child process that inherits the socket, and holds it until this name is closed.', {
      socket,
      from: copied,
    }),
  ] as const;
}

/** What is done with a socket that is open. */
function laterSteps() {
  const { address, port } = f.targets();
  const { socket, group, onInterface } = f.names();
  const { bytes, full, how, set, seconds } = f.values();
  const { expectBytes, expectAddress, expectPort } = f.expected();
  const opens = { socket, ...f.opening() };
  const membership = { ...opens, group, interface: onInterface };
  return [
    step('send', 'send(2)', { ...opens, bytes, full }),
    step('sendto', 'sendto(2)', { ...opens, address, port, bytes, full }),
    step('receive', 'recv(2), up to 64 KiB', { ...opens, expectBytes }),
    step('shutdown', 'shutdown(2)', { ...opens, how }),
    step('setsockopt', 'setsockopt(2): changes options later.', { ...opens, set }),
    step('join', 'Joins a multicast group on an interface: IP_ADD_MEMBERSHIP, IPV6_JOIN_GROUP.', membership),
    step('leave', 'Leaves a group: IP_DROP_MEMBERSHIP, IPV6_LEAVE_GROUP.', membership),
    step('getsockname', 'getsockname(2)', { ...opens, expectAddress, expectPort }),
    step('close', 'close(2): sends a FIN.', { socket }),
    step('reset', 'Closes with a RST.', { socket }),
    step('sleep', 'Waits.', { seconds }),
  ] as const;
}

/** What needs no socket of its own. */
function lookingSteps() {
  const { address, port, remotePort, family } = f.targets();
  const { count, cpu, state } = f.values();
  const { receivers, fromDevice } = f.names();
  return [
    step(
      'deliver',
      'Fresh clients reach address:port, and the receivers get them; of multicast and broadcast each gets a copy.',
      {
        address,
        port: remotePort,
        count,
        family: optional(family, 'Of the clients. Default: that of the address.'),
        fromAddress: z.optional(address),
        fromPort: z.optional(port),
        fromDevice,
        cpu,
        receivers,
        exact: flag('false: some of the receivers, and no other socket. Default: true.'),
      },
    ),
    step('state', "Looks into the kernel's socket table.", { address, port: remotePort, state }),
  ] as const;
}

function steps() {
  const all = [...openingSteps(), ...laterSteps(), ...lookingSteps()] as const;
  const readOp = readWord(
    'an op',
    all.flatMap(({ shape }) => shape.op.def.values),
  );
  return z.discriminatedUnion('op', all, {
    error: ({ code, input }) =>
      code === 'invalid_union' ? says(readOp).error({ input: Object(input).op }) : undefined,
  });
}

/** The fields that are allowed only in the step that opens the socket. */
export const openingFields = lazily(() => Object.keys(f.opening()) as (keyof ReturnType<typeof f.opening>)[]);

const device = () =>
  strict({
    name: about(text(t.readDevice), 'The name of the device.'),
    addresses: about(
      z.array(text(t.readSandboxAddress)),
      'With the prefix that is written: the subnet has a route and, for IPv4, a broadcast address.',
    ),
  });

const sandbox = () =>
  strict({
    addresses: optional(
      z.array(text(t.readSandboxAddress)),
      'Addresses beside 127.0.0.1 and ::1; they lie on lo as /32 or /128, whatever prefix is written.',
    ),
    devices: optional(
      z.array(z.union([text(t.readDevice), device()], { error: 'must be a name, or { name, addresses }' })),
      'Network devices (veth) that are made, and up: a name, or a mapping with addresses.',
    ),
    sysctls: optional(
      z.record(text(t.readSysctl), z.union([z.string(), z.int()], { error: 'must be text or a whole number' })),
      'Kernel settings, such as net.ipv4.tcp_tw_reuse: 1.',
    ),
  });

const story = () =>
  strict({
    quote: about(someText(), "The tutorial's sentence."),
    prose: optional(z.string(), 'Who does what, and why.'),
    when: optional(z.string(), 'The condition under which the sentence holds.'),
    http: flag(
      'true: "bindmatrix demo" also starts its TCP listeners as HTTP servers, and fetches / from each address.',
    ),
  });

export const trial = lazily(() =>
  strict({
    id: about(
      text(t.readForm('an id of a trial', t.ID, 'letters, digits and dashes, such as restart-in-time-wait')),
      'Its name, one of a kind in the file.',
    ),
    title: optional(z.string(), 'One line. Default: the id.'),
    platform: optional(word(PLATFORMS, readWord('a platform', PLATFORMS)), 'Elsewhere the trial is skipped.'),
    sandbox: optional(sandbox(), 'What its private network namespace has.'),
    story: optional(story(), 'Makes it a story for "bindmatrix demo".'),
    steps: about(list(steps()), 'What is done, in order. Every step runs, also after one that failed.'),
  }),
);

export type RawTrial = z.infer<ReturnType<typeof trial>>;
export type RawStep = RawTrial['steps'][number];
