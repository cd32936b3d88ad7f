import * as z from 'zod';

export const hostFacts = z
  .strictObject({
    os: z.string().describe('`linux`, as process.platform names it'),
    hostname: z.string().describe('as uname -n prints it'),
    kernel: z.string().describe('the release, as uname -r prints it'),
    kernelBuild: z.string().optional().describe('as uname -v prints it: it may tell what the release hides'),
    kernelProbed: z
      .record(z.string(), z.boolean())
      .optional()
      .describe('changes of the kernel that its version does not tell of, found out by trials: whether it has them'),
    uid: z.number().int().describe('effective uid of bindmatrix'),
    capabilities: z.array(z.string()).describe('the effective capabilities that matter for binding and for looking'),
    idleCapabilities: z
      .array(z.string())
      .optional()
      .describe(
        'effective capabilities of a user namespace that does not own these namespaces: they count for nothing',
      ),
    unread: z
      .array(z.enum(['capabilities', 'sysctls']))
      .optional()
      .describe('what could not be read, as without /proc: it is unknown, and not empty'),
    initialPidNamespace: z
      .boolean()
      .optional()
      .describe('false: processes outside this PID namespace may have sockets; absent: unknown'),
    netns: z.string().describe('the network namespace: `net:[4026531840]`'),
    sysctls: z.record(z.string(), z.string()).describe("settings by the kernel's names: `net.ipv6.bindv6only`: `0`"),
  })
  .describe('The host on which this is true');

export const namespace = z
  .strictObject({
    id: z.string().describe('`net:[4026531840]`'),
    name: z.string().optional().describe('of ip-netns(8)'),
    initial: z.boolean().optional().describe('whether it is that of process 1; absent where that may not be seen'),
  })
  .describe('The network namespace that was looked at');

export const sight = z
  .strictObject({
    boundOnly: z.boolean().describe('false: TCP sockets that are bound but do not listen may exist unseen'),
    sockDiagRefused: z
      .string()
      .optional()
      .describe('the errno with which sock_diag(7) was refused; /proc/net was read instead'),
    unread: z
      .string()
      .optional()
      .describe('why options of some sockets are unknown: `passive`, or an errno of pidfd_getfd(2)'),
  })
  .describe('How far the kernel and the permissions let one see');

const link = z.enum(['up', 'no-carrier', 'down']);

export const localAddress = z.strictObject({
  address: z.string(),
  interface: z.string(),
  prefix: z.number().int().describe('length in bits'),
  state: z.enum(['ok', 'tentative', 'dadfailed', 'deprecated']),
  link,
});

/** The same with its family, as the lists of all addresses have it. */
export const listedAddress = localAddress.extend({ family: z.enum(['inet', 'inet6']) });

export const networkInterface = z
  .strictObject({
    name: z.string(),
    index: z.number().int().describe('ifindex: the scope id of its link-local addresses'),
    link,
    loopback: z.boolean(),
    vrf: z
      .string()
      .optional()
      .describe('the VRF (virtual routing and forwarding) that it belongs to, itself where it is one'),
    mtu: z.number().int().optional(),
    type: z.string().optional(),
    mac: z.string().optional(),
    speed: z.number().optional().describe('Mbit/s'),
    duplex: z.string().optional(),
    virtual: z.boolean().optional(),
    dhcp: z.boolean().optional(),
    default: z.boolean().optional().describe('it carries the default route'),
  })
  .describe('An interface; what follows its MTU is known only where it is shown');
