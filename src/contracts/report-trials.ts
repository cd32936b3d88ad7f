import * as z from 'zod';
import { ruleId } from './outcome.ts';
import { place, timing } from './place.ts';
import { address, port, protocol, socketState } from './socket.ts';

const tableRow = z.strictObject({
  protocol,
  state: socketState,
  local: z.string().describe('127.0.0.1:50005'),
  peer: z.string().optional(),
});

const step = z.strictObject({
  op: z.string(),
  socket: z.string().nullable().describe('The name of the socket.'),
  address: address.nullable(),
  port: port.nullable(),
  expected: z.array(z.string()).describe('ok or bare errnos.'),
  observed: z.string().describe('ok, a bare errno, or what was seen instead: received by a, state=LISTEN, not tried.'),
  call: z
    .enum(['socket', 'setsockopt'])
    .optional()
    .describe('The call that was refused, where that was one before the call of op.'),
  predicted: z.union([z.string(), z.array(z.string())]).describe('The same by the rules; a list where chance decides.'),
  rule: ruleId,
  why: z.string(),
  met: z.boolean(),
  wait: z.literal(false).optional().describe('A connect that did not wait.'),
  source: place.optional(),
  table: z.array(tableRow).optional().describe('The kernel’s socket table after the step.'),
});

export const trial = z.strictObject({
  id: z.string(),
  file: z.string().optional(),
  source: place.optional(),
  ...timing,
  system: z
    .string()
    .optional()
    .describe('Of a prediction: whose rules were asked. Each observed is what they foresee.'),
  title: z.string(),
  status: z.enum(['met', 'unmet', 'inconclusive', 'skipped']),
  reason: z.string().optional(),
  story: z
    .strictObject({
      verdict: z.enum(['holds', 'holds only if', 'does not hold']),
      quote: z.string(),
      prose: z.string().optional(),
      when: z.string().optional(),
    })
    .optional(),
  steps: z.array(step),
});

const http = z.strictObject({
  listeners: z.array(z.strictObject({ name: z.string(), endpoint: z.string(), outcome: z.string() })),
  visits: z.array(
    z.strictObject({
      url: z.string(),
      status: z.string().optional(),
      body: z.string().optional(),
      error: z.string().optional().describe('The errno where there was no answer.'),
    }),
  ),
});

export const story = z.strictObject({
  name: z.string(),
  verdict: z.enum(['holds', 'holds only if', 'does not hold']).nullable().describe('null: it could not be seen here.'),
  when: z.string().optional(),
  trials: z.array(z.strictObject({ id: z.string(), http: http.optional() })),
});
