import * as z from 'zod';
import { factor } from './factor.ts';
import { hostFacts, namespace, sight } from './host.ts';
import { outcomeText, prediction } from './outcome.ts';
import type { DeepReadonly } from './readonly.ts';
import { alternative, trafficImpact } from './remedy.ts';
import { heldSocket, holdingProcess, listener } from './socket.ts';

const socketVerdict = z.strictObject({
  socket: heldSocket,
  prediction: prediction.describe('what the rules say of the listener beside this socket alone'),
  takes: trafficImpact,
});

const trial = z
  .strictObject({
    bind: listener.describe("what was tried: without the options that could take a part of a holder's traffic"),
    outcome: outcomeText,
    predicted: outcomeText.describe('what the rules say of just this'),
    agrees: z.boolean(),
    elsewhere: z.string().optional().describe('where the kernel bound it instead: something rewrites addresses'),
  })
  .describe('A bind that was tried, and its socket closed at once');

const dependence = z
  .strictObject({
    option: z.enum(['SO_REUSEADDR', 'SO_REUSEPORT', 'IPV6_V6ONLY']),
    socket: heldSocket,
    on: outcomeText.describe('where the option is on'),
    off: outcomeText.describe('where it is off'),
  })
  .describe('An option that could not be read and that decides');

/** `bindmatrix why ENDPOINT --format json`. */
export const whyDocument = z
  .strictObject({
    schema: z.literal('bindmatrix/why@1'),
    version: z.string().describe('of bindmatrix'),
    host: hostFacts,
    namespace,
    sight,
    asked: listener.describe('the listener that the question is about'),
    outcome: outcomeText.describe("the trial's where it asked the same, else the rules'"),
    prediction,
    trial: trial.nullable().describe('null where nothing was tried: --passive'),
    depends: z.array(dependence),
    blockers: z.array(socketVerdict).describe('beside each of these the bind fails, or may fail'),
    others: z.array(socketVerdict).describe('the other sockets on the port'),
    processes: z.array(holdingProcess),
    findings: z.array(factor),
    alternatives: z.array(alternative),
  })
  .describe('Whether a listener would bind here and now, and why');

export type WhyJson = DeepReadonly<z.infer<typeof whyDocument>>;
