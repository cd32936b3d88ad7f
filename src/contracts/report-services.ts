import * as z from 'zod';
import { ruleId } from './outcome.ts';
import { address, port, protocol } from './socket.ts';

const verdict = z
  .enum(['exits', 'shares', 'degraded', 'up'])
  .describe(
    'exits: it does not start. shares: another one is open at an address of it. degraded: it runs without a part.',
  );
const status = z.enum(['met', 'unmet', 'inconclusive', 'skipped']);
const verdicts = z.record(z.string(), verdict).describe('By the id of the service.');
const source = z.string().describe('plan.yaml:3:9');

const socket = z.strictObject({
  protocol,
  address,
  port,
  device: z.string().optional().describe('SO_BINDTODEVICE'),
  bind: z.string().describe('ok, an errno, or unknown.'),
  listen: z.string().nullable().describe('The same; null of UDP, and where bind failed.'),
  closed: z
    .literal(true)
    .optional()
    .describe('It was open, and was closed again: by a reload, or since the service gave up.'),
  rule: ruleId,
  why: z.string(),
  predicted: z.string().optional().describe('What the rules foresaw, where the kernel did something else.'),
});

const share = z.strictObject({
  endpoint: z.string().describe('Its own socket.'),
  protocol,
  address: address.describe('The address at which another one is open too.'),
  port,
  with: z.array(z.string()),
  gets: z.enum(['all', 'part', 'none']).describe('How many of the clients of that address it gets.'),
  rule: ruleId,
});

export const service = z.strictObject({
  id: z.string(),
  file: z.string(),
  profile: z.string(),
  source,
  line: source
    .optional()
    .describe('Where it is not up, the line behind that: of the socket that is refused first, or shared, or lost.'),
  verdict,
  expected: z.array(z.string()),
  status,
  running: z.literal(true).optional().describe('It listens on this host already.'),
  when: z
    .string()
    .optional()
    .describe('Of services that start together: how they met where this became of it. Absent: in the written order.'),
  sockets: z.array(socket),
  lost: z.array(z.string()).describe('The endpoints that it means to have and has not.'),
  shares: z.array(share),
  failed: z.array(
    z.strictObject({
      call: z.enum(['socket', 'setsockopt', 'bind', 'listen']),
      endpoint: z.string(),
      errno: z.string(),
      holder: z.string().nullable().describe('The service or process in the way.'),
      rule: ruleId,
      why: z.string(),
    }),
  ),
  why: z.string(),
  restart: z
    .strictObject({
      leaves: z
        .record(z.string(), verdict)
        .describe('By the state in which it left a connection: TIME_WAIT, ESTABLISHED, FIN_WAIT2.'),
    })
    .optional(),
});

export const outcome = z.strictObject({
  file: z.string(),
  order: z.array(z.string()),
  when: z.string().optional().describe('Of services that start together: how they met.'),
  verdicts,
  refusals: z.record(z.string(), z.string()).describe('The first refused call of each: bind:EADDRINUSE.'),
});

export const answers = z
  .record(z.string(), z.record(z.string(), z.array(z.string())))
  .describe(
    'tcp/80: by address who answers after the written order; several ids: chance. Of several files the key begins with the file.',
  );

export const serves = z.strictObject({
  file: z.string(),
  source,
  endpoint: z.string(),
  protocol,
  by: z.string().nullable(),
  answered: z.array(z.string()),
  at: z.string().optional().describe('The first address at which it is not so.'),
  when: z
    .string()
    .optional()
    .describe('Of services that start together: how they met where it is not so. Absent: in the written order.'),
  status,
});

export const suggestion = z.strictObject({
  file: z.string(),
  change: z.string(),
  verdicts,
  unserved: z
    .array(z.string())
    .optional()
    .describe(
      'What of serves on the ports of these services is not met then: `tcp 0.0.0.0:80 by edge`. Absent: nothing.',
    ),
  tried: z.enum(['predicted', 'sandbox']),
});

export const planNote = z.strictObject({ file: z.string(), text: z.string() });
