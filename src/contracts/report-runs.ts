import * as z from 'zod';
import { predictedOutcome, ruleId, triedOutcome } from './outcome.ts';
import type { DeepReadonly } from './readonly.ts';
import { address, port, protocol, reuse, v6only } from './socket.ts';

const system = z.string().optional().describe('The system whose rules predicted it; absent: this kernel, for real.');

const remotePeers = z.number().int().describe('Clients from remote hosts: reset, not a byte read or sent.');

const device = z.string().describe('SO_BINDTODEVICE, the name of an interface; absent: none');

const uid = z.string().describe('In predictions, the user that opens the socket; absent: who runs this program');

const freebind = z.enum(['off', 'on']).optional().describe('IP_FREEBIND; absent: off');

/** One value of every axis, by the axis's key. */
const axes = {
  reuse: z
    .union([reuse, z.strictObject({ holder: reuse, newcomer: reuse })])
    .describe('What the sockets set: one word, or two where holder and newcomer differ.'),
  v6only,
  sequence: z
    .enum(['listen-each', 'bind-all-first'])
    .describe('Whether each socket listens before the next one binds.'),
  device: z.union([device, z.strictObject({ holder: device, newcomer: device })]).optional(),
  freebind,
  uid: z.union([uid, z.strictObject({ holder: uid, newcomer: uid })]).optional(),
};

/** What all sockets of a part have in common. */
export const combination = { system, protocol, port, ...axes };

export const alone = z.strictObject({
  system,
  protocol,
  port,
  reuse,
  v6only,
  device: device.optional(),
  freebind,
  uid: uid.optional(),
  address,
  outcome: triedOutcome,
  listened: z.boolean().describe('False where bind(2) was tried and listen(2) was not.'),
  strangers: remotePeers.optional(),
  predicted: predictedOutcome,
  rule: ruleId,
});

const listener = z.strictObject({
  address,
  outcome: triedOutcome,
  predicted: predictedOutcome,
  rule: ruleId,
  why: z.string().describe('One sentence that names both sockets.'),
  answers: address.nullable().describe('The listener that a local client reached at this address; null: none of them.'),
  reached: triedOutcome.describe('What the client saw.'),
  predictedAnswers: z
    .array(z.string())
    .describe(
      'The listeners that the rules expect to answer: several where chance decides, or where each gets a copy, or "another socket".',
    ),
  unseen: z
    .enum(['client', 'taken', 'changed'])
    .optional()
    .describe(
      'Why it was not seen who answers, though the rules expect an answer. client: the call of the client itself failed. taken: the client met none of the listeners, on a host, whose packet rules (DNAT, IPVS) may have taken what it sent. changed: the host changed during the run.',
    ),
});

const skipped = z.enum(['held', 'not-local', 'chance', 'redirected']).optional().describe('Why it was not tried.');

export const together = z.strictObject({
  ...combination,
  family: z.enum(['inet', 'inet6', 'both']).describe('both: the listeners of both families at once.'),
  order: z
    .enum(['any-first', 'any-last', 'any6-first'])
    .describe('any6-first, only of both families: :: before 0.0.0.0, and IPv6 before IPv4.'),
  strangers: remotePeers,
  listeners: z.array(listener).describe('In the order of starting.'),
  skipped,
});

const sample = z
  .strictObject({
    seed: z.number().int().describe('What the sample was drawn from.'),
    tried: z.number().int().describe('How many pairs were tried.'),
    inferred: z
      .number()
      .int()
      .describe('How many were not: each is as the rules predict, like all pairs of its class that were tried.'),
    classesInFull: z
      .number()
      .int()
      .describe('How many classes of pairs were tried in full, since one of them was not as predicted.'),
    unlike: z
      .number()
      .int()
      .describe(
        'Of how many addresses all pairs were tried, since they were not as predicted beside ANY or themselves.',
      ),
  })
  .describe('Where only a sample of the pairs was tried. Absent: every pair was.');

export const matrix = z.strictObject({
  ...combination,
  addresses: z.array(address),
  skipped,
  strangers: remotePeers,
  sample: sample.optional(),
  tried: z
    .array(z.array(z.tuple([z.number().int(), z.number().int()])))
    .optional()
    .describe(
      'tried[i] has the columns of row i that were tried, as ranges [first, last]; all other cells of the row are inferred. Absent: every pair was tried.',
    ),
  cells: z
    .array(z.array(triedOutcome))
    .describe('cells[i][j] is what came of address j as the newcomer while address i held the port; see tried.'),
  predicted: z.array(z.array(z.string())),
  rules: z.array(z.array(ruleId)),
});

/** The axes of a combination; the compiler compares it with those of the model where the writer fills it in. */
export type AxesJson = DeepReadonly<z.infer<z.ZodObject<typeof axes>>>;
