import * as z from 'zod';
import { fleetHost } from './fleet.ts';
import { timing } from './place.ts';
import type { DeepReadonly } from './readonly.ts';
import { disagreement, status, statuses, summary } from './report-summary.ts';

const run = z.strictObject({
  type: z.literal('run'),
  schema: z.literal('bindmatrix/events@1'),
  version: z.string().describe('The version of the program.'),
  started: timing.started.unwrap(),
  hostname: z.string(),
  os: z.string(),
  kernel: z.string(),
});

const verdict = z.strictObject({
  type: z.enum(['expectation', 'trial', 'service', 'serves', 'change']),
  id: z.string(),
  name: z.string().describe('One line.'),
  status,
  level: z.literal('warning').optional().describe('It is unmet, and no failure: something changed.'),
  verdict: z.enum(['exits', 'shares', 'degraded', 'up']).optional().describe('Of a service: what becomes of it.'),
  ...timing,
  file: z.string().optional().describe('Where it is written; of a trial that is unmet, its first wrong step.'),
  line: z.number().int().min(1).optional(),
  column: z.number().int().min(1).optional(),
  system: z.string().optional().describe('Whose rules were asked, if it was predicted.'),
  rule: z.string().optional().describe('The rule behind what stands against it.'),
  reason: z.string().optional().describe('What stands against it, in one line.'),
  detail: z.array(z.string()).describe('The same at length, a line each.'),
});

const difference = disagreement.extend({ type: z.literal('disagreement') });

const gathered = fleetHost.extend({ type: z.literal('host') });

const end = summary.extend({
  type: z.literal('summary'),
  hosts: statuses.optional().describe('Of check --host: how many hosts have each status.'),
  seconds: timing.seconds.unwrap(),
  where: z.enum(['host', 'sandbox']),
});

/** `--format ndjson`: one of these a line. */
export const eventsDocument = z
  .discriminatedUnion('type', [run, verdict, gathered, difference, end])
  .describe('One line of --format ndjson: the run first, the summary last; a run that was interrupted has no summary.');

export type EventJson = DeepReadonly<z.infer<typeof eventsDocument>>;
