import * as z from 'zod';

/** What became of a socket's calls, or what the rules say would. */
export const outcomeText = z
  .string()
  .describe('`ok`, CALL:ERRNO such as `bind:EADDRINUSE`, or `unknown` where the rules cannot tell');

export const prediction = z
  .strictObject({
    outcome: outcomeText,
    rule: z.string().describe('the id of the rule that decides, as `bindmatrix rules` lists it'),
    why: z.string().describe('one sentence that names both sockets'),
  })
  .describe('What the rules say');

export type PredictionJson = z.infer<typeof prediction>;
