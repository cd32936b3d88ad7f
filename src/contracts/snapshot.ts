import * as z from 'zod';
import { hostFacts } from './host.ts';
import type { DeepReadonly } from './readonly.ts';
import { address, protocol } from './socket.ts';

const port = z.int().min(1).max(65535);
const uid = z.int().min(0);
const link = z.enum(['up', 'no-carrier', 'down']);

const facts = hostFacts
  .pick({ os: true, hostname: true, kernel: true, sysctls: true })
  .extend({
    kernelBuild: z.string().exactOptional().describe('As uname -v prints it.'),
    unread: z
      .array(z.literal('sysctls'))
      .exactOptional()
      .describe('What could not be read, as without /proc: unknown.'),
  })
  .describe('The host, without anything that changes while it stays as it is.');

const sight = z
  .strictObject({
    uid: z.int().min(-1).describe('The effective uid of who looked; -1: the platform has none.'),
    boundOnly: z.boolean().describe('False: TCP sockets that are bound but do not listen may exist unseen.'),
    hidden: z
      .enum(['no root', 'no capability', 'user namespace', 'pid namespace'])
      .exactOptional()
      .describe('Why processes of others may be hidden; absent: all were seen.'),
    sockDiagRefused: z.string().exactOptional().describe('The errno with which sock_diag(7) was refused.'),
    unread: z.string().exactOptional().describe('Why SO_REUSEADDR and SO_REUSEPORT of some sockets are unknown.'),
  })
  .describe('How far the kernel and the permissions let one see.');

const keptInterface = z.strictObject({
  name: z.string(),
  index: z.int().min(0).describe('The scope id of its link-local addresses.'),
  link,
  loopback: z.boolean(),
  mtu: z.int().exactOptional(),
  vrf: z.string().exactOptional().describe('The VRF that it belongs to.'),
  ipv6Disabled: z.literal(true).exactOptional().describe('Its net.ipv6.conf.NAME.disable_ipv6 is 1.'),
});

const keptAddress = z.strictObject({
  address,
  family: z.enum(['inet', 'inet6']),
  interface: z.string(),
  prefix: z.int().min(0).max(128).describe('Length in bits.'),
  state: z.enum(['ok', 'tentative', 'dadfailed', 'deprecated']),
  link,
});

const keptOwner = z.strictObject({
  command: z.string().describe('/proc/PID/comm'),
  uid: uid.exactOptional().describe('Effective uid.'),
  user: z.string().exactOptional().describe('Its name.'),
});

const keptSocket = z
  .strictObject({
    protocol,
    address,
    port,
    state: z.enum(['LISTEN', 'BOUND']),
    uid: uid.describe('Of who made it.'),
    v6only: z.boolean().exactOptional().describe('IPV6_V6ONLY of an IPv6 socket.'),
    device: z.string().exactOptional().describe('SO_BINDTODEVICE; absent and not unknown: none.'),
    reuseaddr: z.boolean().exactOptional().describe('SO_REUSEADDR.'),
    reuseport: z.boolean().exactOptional().describe('SO_REUSEPORT.'),
    backlog: z.int().exactOptional().describe('The longest queue of listen(2), as the kernel keeps it.'),
    owners: z.array(keptOwner).describe('Who has it open, alike processes once; empty and not unknown: no process.'),
    count: z.int().min(2).exactOptional().describe('How many alike sockets this one stands for; absent: one.'),
    unknown: z
      .array(z.enum(['v6only', 'device', 'reuseaddr', 'reuseport', 'backlog', 'owners']))
      .describe('What could not be seen. Of owners: there may be more than those that are named.'),
  })
  .describe('A socket without a peer: it listens, or is bound.');

/** A route of the table local, ip-route(8). */
const route = z.strictObject({
  kind: z.enum(['local', 'broadcast']),
  address: address.describe('The first of the prefix.'),
  prefix: z.int(),
});

/** `bindmatrix snapshot`: two of an unchanged host are byte for byte the same. */
export const hostDocument = z
  .strictObject({
    schema: z.literal('bindmatrix/host@1'),
    version: z.string().describe('Of bindmatrix.'),
    host: facts,
    ipv6: z.boolean().describe('Whether there are IPv6 sockets.'),
    noLocalTable: z.literal(true).exactOptional().describe('No IPv4 address was ever on a link that was up.'),
    localRoutes: z
      .array(route.extend({ index: z.int().describe('Of its interface.') }))
      .exactOptional()
      .describe('What the IPv4 table local has beyond what the addresses made of it, such as AnyIP; absent: nothing.'),
    unrouted: z
      .array(route)
      .exactOptional()
      .describe('What the addresses made of that table and somebody removed; absent: nothing.'),
    localhost: z.array(address).describe('What /etc/hosts has for localhost, IPv6 first.'),
    sight,
    interfaces: z.array(keptInterface),
    addresses: z.array(keptAddress).describe('Every specific address, in the kernel’s order.'),
    sockets: z.array(keptSocket),
  })
  .describe('What decides on a host about listening: its addresses, links, settings and listeners.');

export type HostJson = DeepReadonly<z.infer<typeof hostDocument>>;
