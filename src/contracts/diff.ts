import * as z from 'zod';
import { place, timing } from './place.ts';
import type { DeepReadonly } from './readonly.ts';
import { status } from './report-summary.ts';

const side = z.strictObject({
  name: z.string().describe('The file, <stdin>, or `this host`.'),
  hostname: z.string(),
  os: z.string(),
  kernel: z.string(),
});

const change = z
  .strictObject({
    kind: z
      .enum([
        'hostname',
        'kernel',
        'ipv6',
        'localhost',
        'local-route',
        'sysctl',
        'interface-gone',
        'interface-new',
        'link',
        'interface-setting',
        'address-gone',
        'address-new',
        'address-moved',
        'address-state',
        'listener-gone',
        'listener-new',
        'listener-moved',
        'listener-option',
        'listener-owner',
      ])
      .describe('In the other formats the rule drift.KIND.'),
    subject: z.string().describe('What it is of: `tcp 0.0.0.0:80`, `192.0.2.10`, `eth0`, `net.ipv6.bindv6only`.'),
    trait: z
      .enum(['v6only', 'device', 'reuseaddr', 'reuseport', 'backlog', 'state', 'uid', 'copies'])
      .optional()
      .describe('Of listener-option: which.'),
    setting: z.enum(['mtu', 'vrf', 'ipv6']).optional().describe('Of interface-setting: which.'),
    before: z.string().optional().describe('Absent: it was not there.'),
    now: z.string().optional().describe('Absent: it is there no more.'),
    text: z.string().describe('The same in one line.'),
    means: z.string().optional().describe('What follows from it.'),
  })
  .describe('One thing that differs.');

const unseen = z
  .strictObject({
    what: z.enum(['v6only', 'device', 'reuseaddr', 'reuseport', 'backlog', 'owners', 'sysctls', 'bound sockets']),
    side: z.enum(['before', 'now', 'both']).describe('Which snapshot could not see it.'),
    subjects: z.array(z.string()),
    text: z.string(),
  })
  .describe('What cannot be compared, and is no change.');

const judgment = z.strictObject({
  status,
  verdict: z.enum(['exits', 'shares', 'degraded', 'up']).optional().describe('Of a service.'),
  rule: z.string().optional(),
  reason: z.string().optional(),
});

const verdict = z
  .strictObject({
    type: z.enum(['service', 'serves', 'expectation']),
    id: z.string(),
    name: z.string(),
    source: place.optional(),
    before: judgment,
    now: judgment,
    outcome: z.enum(['same', 'flip', 'unknown']).describe('Unknown: on one side only it was found out.'),
  })
  .describe('What the rules foresee on each side.');

/** `bindmatrix diff --format json` */
export const diffDocument = z
  .strictObject({
    schema: z.literal('bindmatrix/diff@1'),
    version: z.string().describe('Of bindmatrix.'),
    started: timing.started.unwrap(),
    seconds: timing.seconds.unwrap(),
    before: side,
    now: side,
    changes: z.array(change),
    unseen: z.array(unseen),
    passing: z.array(z.string()).describe('Sockets of clients on automatic ports, on one side only: no change.'),
    compared: z
      .strictObject({
        host: z.int(),
        sysctls: z.int(),
        interfaces: z.int(),
        addresses: z.int(),
        listeners: z.int(),
      })
      .describe('How many there are now.'),
    verdicts: z.array(verdict),
    summary: z.strictObject({
      changes: z.int(),
      flips: z.int().describe('Verdicts that are others now.'),
      worse: z.int().describe('Those of them that are not as expected any more.'),
      unknown: z.int().describe('What could be seen or found out on one side only.'),
    }),
  })
  .describe('What changed between two snapshots of a host, and which verdicts change by it.');

export type DiffJson = DeepReadonly<z.infer<typeof diffDocument>>;
