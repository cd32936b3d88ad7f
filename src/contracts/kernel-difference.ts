import * as z from 'zod';

/** A rule that has decided, and that a current kernel does not have. */
export const kernelDifference = z.strictObject({
  rule: z.string().describe('The rule that has decided here.'),
  today: z.string().describe('What a current kernel does instead, as the end of a sentence about it.'),
  versions: z.array(z.string()).describe('The first versions that do, the newest series first: 7.0, 6.18.21, 6.1.168.'),
});
