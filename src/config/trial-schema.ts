import * as z from 'zod';
import { list, says, strict, text, word } from './schema-parts.ts';
import * as f from './trial-fields.ts';
import * as t from './trial-values.ts';
import { readWord } from './values.ts';

/** The values of process.platform. */
const PLATFORMS = ['linux', 'darwin', 'freebsd', 'openbsd', 'netbsd', 'win32', 'sunos', 'aix', 'android'] as const;

const step = <const O extends string, S extends z.core.$ZodLooseShape>(op: O, description: string, shape: S) =>
  strict({ op: z.literal(op).describe(description), ...shape, ...f.common });

const { socket, address, port } = f;
const opens = { socket, ...f.opening };

/** One entry for each op: what it does, and its fields in addition to those that every step may have. */
const STEPS = [
  step('socket', 'socket(2): opens a socket and does no more.', opens),
  step('bind', 'bind(2)', { ...opens, address, port, savePort: f.savePort }),
  step('listen', 'listen(2)', { ...opens, backlog: f.backlog, savePort: f.savePort }),
  step('connect', 'connect(2)', { ...opens, address, port, wait: f.wait, saveLocal: f.saveLocal }),
  step('disconnect', 'connect(2) with AF_UNSPEC: dissolves the connection.', opens),
  step('accept', 'accept(2)', { socket, from: f.from }),
  step('dup', 'dup(2): a second descriptor of the same socket.', { socket, from: f.copied }),
  step('fork', 'A child process that inherits the socket, and holds it until this name is closed.', {
    socket,
    from: f.copied,
  }),
  step('send', 'send(2)', { ...opens, bytes: f.bytes, full: f.full }),
  step('sendto', 'sendto(2)', { ...opens, address, port, bytes: f.bytes, full: f.full }),
  step('receive', 'recv(2), up to 64 KiB', { ...opens, expectBytes: f.expectBytes }),
  step('shutdown', 'shutdown(2)', { ...opens, how: f.how }),
  step('setsockopt', 'setsockopt(2): changes options later.', { ...opens, set: f.set }),
  step('join', 'Joins a multicast group on an interface: IP_ADD_MEMBERSHIP, IPV6_JOIN_GROUP.', {
    ...opens,
    group: f.group,
    interface: f.onInterface,
  }),
  step('leave', 'Leaves a group: IP_DROP_MEMBERSHIP, IPV6_LEAVE_GROUP.', {
    ...opens,
    group: f.group,
    interface: f.onInterface,
  }),
  step('getsockname', 'getsockname(2)', { ...opens, expectAddress: f.expectAddress, expectPort: f.expectPort }),
  step('close', 'close(2): sends a FIN.', { socket }),
  step('reset', 'Closes with a RST.', { socket }),
  step('sleep', 'Waits.', { seconds: f.seconds }),
  step(
    'deliver',
    'Fresh clients reach address:port, and the receivers get them; of multicast and broadcast each gets a copy.',
    {
      address,
      port: f.remotePort,
      count: f.count,
      family: f.family.optional().describe('Of the clients. Default: that of the address.'),
      fromAddress: address.optional(),
      fromPort: port.optional(),
      fromDevice: f.fromDevice,
      cpu: f.cpu,
      receivers: f.receivers,
      exact: z.boolean().optional().describe('false: some of the receivers, and no other socket. Default: true.'),
    },
  ),
  step('state', "Looks into the kernel's socket table.", { address, port: f.remotePort, state: f.state }),
] as const;

const OPS: readonly string[] = STEPS.map(({ shape }) => shape.op.value);

const readOp = readWord('an op', OPS);

/** The fields that are allowed only in the step that opens the socket. */
export const OPENING_FIELDS = Object.keys(f.opening) as (keyof typeof f.opening)[];

const device = strict({
  name: text(t.readDevice).describe('The name of the device.'),
  addresses: z
    .array(text(t.readSandboxAddress))
    .describe('With the prefix that is written: the subnet has a route and, for IPv4, a broadcast address.'),
});

const sandbox = strict({
  addresses: z
    .array(text(t.readSandboxAddress))
    .optional()
    .describe('Addresses beside 127.0.0.1 and ::1; they lie on lo as /32 or /128, whatever prefix is written.'),
  devices: z
    .array(z.union([text(t.readDevice), device], { error: 'must be a name, or { name, addresses }' }))
    .optional()
    .describe('Network devices (veth) that are made, and up: a name, or a mapping with addresses.'),
  sysctls: z
    .record(text(t.readSysctl), z.union([z.string(), z.int()], { error: 'must be text or a whole number' }))
    .optional()
    .describe('Kernel settings, such as net.ipv4.tcp_tw_reuse: 1.'),
});

const story = strict({
  quote: z.string().min(1).describe("The tutorial's sentence."),
  prose: z.string().optional().describe('Who does what, and why.'),
  when: z.string().optional().describe('The condition under which the sentence holds.'),
  http: z
    .boolean()
    .optional()
    .describe(
      'true: "bindmatrix demo" also starts its TCP listeners as HTTP servers, and fetches / from each address.',
    ),
});

export const trial = strict({
  id: text(t.readForm('an id of a trial', t.ID, 'letters, digits and dashes, such as restart-in-time-wait')).describe(
    'Its name, one of a kind in the file.',
  ),
  title: z.string().optional().describe('One line. Default: the id.'),
  platform: word(PLATFORMS, readWord('a platform', PLATFORMS)).optional().describe('Elsewhere the trial is skipped.'),
  sandbox: sandbox.optional().describe('What its private network namespace has.'),
  story: story.optional().describe('Makes it a story for "bindmatrix demo".'),
  steps: list(
    z.discriminatedUnion('op', STEPS, {
      error: ({ code, input }) =>
        code === 'invalid_union' ? says(readOp).error({ input: Object(input).op }) : undefined,
    }),
  ).describe('What is done, in order. Every step runs, also after one that failed.'),
});

export type RawTrial = z.infer<typeof trial>;
export type RawStep = RawTrial['steps'][number];
