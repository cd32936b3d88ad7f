import * as z from 'zod';

export const place = z
  .strictObject({ file: z.string(), line: z.number().int().min(1), column: z.number().int().min(1) })
  .describe('Where it is written; absent: in no file.');

/** Of what was run; what was only predicted has none. */
export const timing = {
  started: z.string().optional().describe('When it began, ISO 8601 in UTC: 2026-11-26T03:40:46.123Z'),
  seconds: z.number().min(0).optional().describe('How long it took.'),
};
