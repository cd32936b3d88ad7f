import * as z from 'zod';
import type { DeepReadonly } from './readonly.ts';

/** What became of a socket's calls, or what the rules say would. */
export const outcomeText = z
  .string()
  .describe('`ok`, CALL:ERRNO such as `bind:EADDRINUSE`, or `unknown` where the rules cannot tell');

/** The same of an endpoint, a pair or a client that was to be tried. */
export const triedOutcome = z
  .string()
  .regex(/^(ok|skipped:(held|not-local|chance|redirected|unknown)|(holder:)?[a-z]+:[A-Z0-9]+)$/)
  .describe(
    '`ok`; CALL:ERRNO; holder:CALL:ERRNO where the holder of a pair was refused; skipped:REASON where nothing was tried',
  );

/** The same as the rules predict it. */
export const predictedOutcome = z
  .string()
  .regex(/^(ok|unknown|skipped:(held|not-local|chance|redirected|unknown)|(holder:)?[a-z]+:[A-Z0-9]+)$/)
  .describe('as the outcome; `unknown` where the rules cannot tell');

export const ruleId = z
  .string()
  .describe('the id of a rule, as `bindmatrix rules` lists it; empty where there is none');

export const prediction = z
  .strictObject({
    outcome: outcomeText,
    rule: z.string().describe('the id of the rule that decides, as `bindmatrix rules` lists it'),
    why: z.string().describe('one sentence that names both sockets'),
  })
  .describe('What the rules say');

export type PredictionJson = DeepReadonly<z.infer<typeof prediction>>;
