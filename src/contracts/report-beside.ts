import * as z from 'zod';
import { predictedOutcome, triedOutcome } from './outcome.ts';
import { combination } from './report-runs.ts';
import { address } from './socket.ts';

const kind = z.enum(['any4', 'any6', 'inet', 'inet6', 'mapped']).describe('Family and role of an address.');

const predicted = {
  system: z.string().describe('The os of beside.systems.'),
  outcome: predictedOutcome,
  rule: z.string(),
  why: z.string().describe('One sentence on the first of them.'),
  differs: z.boolean().describe('Both are known, and they are not the same.'),
};

const answers = z
  .array(z.string())
  .optional()
  .describe('Who answers a local client: nobody, one, or one of several. Absent: not tried, or unknown.');

const pairs = z.strictObject({
  holder: kind,
  newcomer: kind,
  same: z.boolean().describe('Both sockets ask for one address.'),
  count: z.number().int(),
  first: z.strictObject({ holder: address, newcomer: address }),
  measured: triedOutcome,
  predicted: z.array(z.strictObject(predicted)),
});

const starts = z.strictObject({
  family: z.enum(['inet', 'inet6', 'both']),
  order: z.enum(['any-first', 'any-last', 'any6-first']),
  kind,
  count: z.number().int(),
  first: address,
  measured: z.strictObject({ outcome: triedOutcome, answers }),
  predicted: z.array(z.strictObject({ ...predicted, answers })),
});

const system = z.strictObject({
  os: z.string().describe('freebsd, linux@6.1.192, windows+exclusive'),
  name: z.string(),
  certainty: z.string().describe('How its rules are known.'),
  v6only: z.boolean().describe('IPV6_V6ONLY of a new socket there.'),
  newestOf: z.string().optional(),
  variants: z
    .array(z.enum(['exclusive', 'other-user']))
    .describe('exclusive: with SO_EXCLUSIVEADDRUSE; other-user: the newcomer is of another account.'),
});

/** With `run --beside`: what the rules of other systems say of what was tried. */
export const beside = z.strictObject({
  systems: z.array(system),
  combinations: z.array(
    z.strictObject({
      ...combination,
      pairs: z.array(pairs).describe('Ordered pairs of one kind that come out alike everywhere.'),
      starts: z.array(starts).describe('Listeners of one kind that go alike everywhere, started in one order.'),
    }),
  ),
});
