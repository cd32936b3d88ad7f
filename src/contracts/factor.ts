import * as z from 'zod';
import { localAddress, namespace } from './host.ts';
import type { DeepReadonly } from './readonly.ts';

const role = z
  .enum(['cause', 'not the cause', 'note'])
  .describe('cause: it refuses the bind; note: something to know all the same');

const factorOf = <Id extends string, Shape extends z.ZodRawShape>(id: Id, description: string, shape: Shape) =>
  z.strictObject({ id: z.literal(id), role, ...shape }).describe(description);

/** Everything beside the sockets that bears on a bind. */
export const factor = z
  .union([
    factorOf('privilege', 'Whether the port needs CAP_NET_BIND_SERVICE', {
      port: z.number().int(),
      below: z.number().describe('net.ipv4.ip_unprivileged_port_start'),
      capable: z.boolean(),
      idle: z
        .literal(true)
        .optional()
        .describe('CAP_NET_BIND_SERVICE is there, in a user namespace where it does not count'),
      unread: z
        .array(z.enum(['capabilities', 'sysctls']))
        .optional()
        .describe('what could not be read: `capable` or `below` are what is usual'),
    }),
    factorOf('address', 'Whether the address is one of this host', {
      state: z
        .enum(['any', 'local', 'group', 'tentative', 'dadfailed', 'absent', 'other-vrf', 'unrouted'])
        .describe(
          'group: a multicast or broadcast address, which every host may bind; other-vrf: the host has it, but not where the listener is; unrouted: it is on an interface, and the table local has no route to it',
        ),
      local: localAddress.optional(),
      vrf: z.string().optional().describe('other-vrf: the VRF of the address; absent: it is in none'),
      waived: z
        .enum(['IP_FREEBIND', 'net.ipv4.ip_nonlocal_bind', 'net.ipv6.ip_nonlocal_bind'])
        .optional()
        .describe('what lets it be bound all the same'),
    }),
    factorOf('ipv6', 'Whether IPv6 exists and is enabled', {
      sockets: z.boolean().describe('whether AF_INET6 sockets exist'),
      disabledOn: z.array(z.string()).describe('interfaces whose net.ipv6.conf.NAME.disable_ipv6 is 1'),
    }),
    factorOf('bindv6only', 'Whether `::` takes IPv4 too', {
      dualStack: z.boolean(),
      byOption: z.boolean().describe('by IPV6_V6ONLY; false: by net.ipv6.bindv6only'),
    }),
    factorOf('time-wait', 'Connections in TIME_WAIT on the port', {
      count: z.number().int(),
      seconds: z.number().describe('until the kernel forgets the last of them'),
    }),
    factorOf('ephemeral', 'The kernel may give the port to any connection', {
      range: z.tuple([z.number().int(), z.number().int()]).describe('net.ipv4.ip_local_port_range'),
      reserved: z.boolean().describe('by net.ipv4.ip_local_reserved_ports'),
    }),
    factorOf('vrf', 'VRFs (virtual routing and forwarding) of the host', {
      vrf: z.string().optional().describe("the listener's own"),
      others: z.array(z.string()),
      shared: z.boolean().describe('whether sockets of all of them are compared'),
    }),
    factorOf('device', 'One of the sockets is bound to a device, and the other, bound to none, covers every device', {
      own: z.string().optional().describe("the listener's own"),
      devices: z.array(z.string()).describe('those of the sockets in the way'),
    }),
    factorOf('namespace', 'The network namespace: sockets of others do not count', { namespace }),
    factorOf('unseen', 'Sockets may hold the port that the kernel does not list', {
      refused: z.string().optional().describe('the errno with which sock_diag(7) was refused'),
    }),
  ])
  .describe('Something beside the sockets that decides, could have decided, or is to be known');

export type FactorJson = DeepReadonly<z.infer<typeof factor>>;
