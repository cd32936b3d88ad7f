import * as z from 'zod';
import type { DeepReadonly } from './readonly.ts';

export const protocol = z.enum(['tcp', 'udp']);
export const address = z.string().describe('`0.0.0.0`, `::`, `fe80::1%eth0`');
export const port = z.number().int();

export const socketState = z.enum([
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
]);

const owner = z.strictObject({
  pid: z.number().int(),
  command: z.string().describe('/proc/PID/comm'),
  uid: z.number().int().optional().describe('effective uid'),
});

export const heldSocket = z
  .strictObject({
    protocol,
    address,
    port,
    peer: z.strictObject({ address, port }).optional().describe('the remote end of a connection'),
    state: socketState.describe('as sock_diag(7) has it; BOUND: bound, and neither connected nor listening'),
    uid: z.number().int(),
    inode: z.number().int().describe('0: no process has it any more, or not yet'),
    unreadBytes: z.number().int().optional().describe('bytes of a TCP connection that nobody has read; absent: none'),
    backlog: z.number().int().optional().describe("of a TCP listener: listen(2)'s backlog, as the kernel keeps it"),
    mptcp: z.literal(true).optional().describe('a subflow of an MPTCP connection'),
    v6only: z.boolean().optional().describe('IPV6_V6ONLY of an IPv6 socket'),
    device: z.string().optional().describe('SO_BINDTODEVICE'),
    reuseaddr: z.boolean().optional().describe('SO_REUSEADDR; absent where it could not be read'),
    reuseport: z.boolean().optional().describe('SO_REUSEPORT; absent where it could not be read'),
    expires: z.number().optional().describe('seconds until the kernel forgets it'),
    owners: z.array(owner).describe('the processes that have it open; empty where none may be seen'),
    count: z.number().int().optional().describe('how many alike connections this one stands for; absent: one'),
    asked: z
      .literal(true)
      .optional()
      .describe('it does not exist: it stands for a listener that was asked about before'),
    inherited: z.literal(true).optional().describe('the options are those of the listener that it came from'),
  })
  .describe('A socket that holds a port');

export const reuse = z
  .enum(['none', 'addr', 'port', 'addr+port', 'exclusive'])
  .describe('which of SO_REUSEADDR and SO_REUSEPORT it sets; exclusive: SO_EXCLUSIVEADDRUSE, in predictions');

export const v6only = z.enum(['system', 'on', 'off']).describe('IPV6_V6ONLY; system: as net.ipv6.bindv6only has it');

export const listener = z
  .strictObject({
    protocol,
    address,
    port,
    reuse,
    v6only,
    freebind: z.boolean().describe('IP_FREEBIND'),
    device: z.string().optional().describe('SO_BINDTODEVICE'),
  })
  .describe('A socket to be bound');

export const holdingProcess = z
  .strictObject({
    pid: z.number().int(),
    command: z.string().describe('/proc/PID/comm'),
    parent: z.number().int().describe('pid of its parent'),
    uid: z.number().int().describe('effective uid'),
    user: z.string().optional(),
    unit: z.string().optional().describe('the systemd unit'),
    unitOf: z.number().int().optional().describe('the uid whose service manager runs the unit; absent: the system'),
    mainOfUnit: z.literal(true).optional().describe("it is the unit's main process: to stop the unit ends it"),
    manages: z.enum(['system', 'user']).optional().describe('it is systemd, which opens the sockets of .socket units'),
    forwards: z
      .strictObject({ protocol: z.string(), port, to: z.string().describe("the container's end: `172.17.0.2:80`") })
      .optional()
      .describe('of docker-proxy'),
    container: z
      .strictObject({ runtime: z.string(), id: z.string().describe("as the runtime's commands take it") })
      .optional(),
    started: z.string().optional().describe('ISO 8601'),
    age: z.number().optional().describe('seconds since then'),
  })
  .describe('A process that has one of the sockets open');

export type ListenerJson = DeepReadonly<z.infer<typeof listener>>;
