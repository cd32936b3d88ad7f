import * as z from 'zod';

export const status = z.enum(['met', 'unmet', 'inconclusive', 'skipped']);

const counts = z.strictObject({ ok: z.number().int(), failed: z.number().int(), skipped: z.number().int() });
export const statuses = z.strictObject({
  met: z.number().int(),
  unmet: z.number().int(),
  inconclusive: z.number().int(),
  skipped: z.number().int(),
});

export const summary = z.strictObject({
  alone: counts,
  together: counts,
  pairs: counts.extend({
    inferred: z.number().int().optional().describe('How many of these pairs were not tried; absent: none.'),
  }),
  expectations: statuses,
  trials: statuses,
  services: statuses.optional().describe('Services and serves of plans; absent: there is no plan.'),
  changes: statuses.optional().describe('Of diff: unmet is what changed, inconclusive what could not be compared.'),
  disagreements: z.number().int(),
  unknown: z.number().int().describe('How many outcomes the rules could not predict.'),
  unseen: z
    .number()
    .int()
    .optional()
    .describe('At how many addresses an answer that the rules expect could not be seen; absent: none.'),
  denied: z
    .number()
    .int()
    .optional()
    .describe(
      'How many calls a policy refused: with EACCES or EPERM, for which the rules have no reason; absent: none.',
    ),
  exhausted: z
    .record(z.string(), z.number().int())
    .optional()
    .describe('Outcomes that are unknown because a resource ran out: how often, by errno.'),
});

export const disagreement = z.strictObject({
  place: z.string().describe('matrix tcp 50005 addr: 0.0.0.0 then 127.0.0.1'),
  predicted: z.string(),
  observed: z.string(),
  rule: z.string(),
  count: z.number().int().describe('How many places of the same kind this stands for.'),
});
