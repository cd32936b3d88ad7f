import * as z from 'zod';
import { timing } from './place.ts';
import type { DeepReadonly } from './readonly.ts';
import { planNote, serves, service } from './report-services.ts';
import { status, statuses } from './report-summary.ts';

export const fleetHost = z
  .strictObject({
    name: z.string().describe('One of a kind in the report.'),
    source: z.string().describe('The file that describes it.'),
    shape: z
      .enum(['bindmatrix/host@1', 'bindmatrix/interfaces@1', 'ip -j addr', 'ansible facts'])
      .optional()
      .describe('What the file is; absent: nothing that describes a host.'),
    os: z.string().optional(),
    kernel: z.string().nullable().describe('Whose rules were asked; null: the file does not tell, so the newest.'),
    assumed: z
      .array(z.enum(['kernel', 'sysctls', 'listeners', 'tentative', 'ipv6', 'localhost', 'uid']))
      .describe('What the file does not say, so that it was taken as it usually is.'),
    status: status.describe('The worst of its services; inconclusive: see reason; skipped: no service is for it.'),
    reason: z.string().optional().describe('Why it could not be judged, with the place in the file.'),
    services: z.array(service),
    serves: z.array(serves),
    notes: z.array(planNote).describe('What else there is to know of a plan there, as what was not looked at.'),
  })
  .describe('A host, and what becomes of services on it.');

/** `bindmatrix check PLAN --host FILE --format json` */
export const fleetDocument = z
  .strictObject({
    schema: z.literal('bindmatrix/fleet@1'),
    version: z.string().describe('The version of the program.'),
    started: timing.started.unwrap(),
    seconds: timing.seconds.unwrap(),
    host: z.strictObject({ hostname: z.string(), os: z.string(), kernel: z.string() }).describe('Where it was judged.'),
    files: z.array(z.string()).describe('The plans.'),
    hosts: z.array(fleetHost),
    summary: z.strictObject({ hosts: statuses, services: statuses.describe('Of services and serves.') }),
  })
  .describe('What the rules say of plans on many hosts; no socket was opened.');

export type FleetJson = DeepReadonly<z.infer<typeof fleetDocument>>;
export type FleetHostJson = DeepReadonly<z.infer<typeof fleetHost>>;
