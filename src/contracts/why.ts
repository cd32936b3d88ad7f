import * as z from 'zod';
import { factor } from './factor.ts';
import { hostFacts, namespace, sight } from './host.ts';
import { kernelDifference } from './kernel-difference.ts';
import { outcomeText, prediction } from './outcome.ts';
import type { DeepReadonly } from './readonly.ts';
import { alternative, trafficImpact } from './remedy.ts';
import { address, heldSocket, holdingProcess, listener, port } from './socket.ts';

const socketVerdict = z.strictObject({
  socket: heldSocket,
  prediction: prediction.describe('what the rules say of the listener beside this socket alone'),
  takes: trafficImpact,
});

const trial = z
  .strictObject({
    bind: listener.describe(
      "what was tried: without the options that could take a part of a holder's traffic, and of TCP with SO_REUSEADDR unless --live was given",
    ),
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

const server = z.enum([
  'apache',
  'docker',
  'go',
  'haproxy',
  'java',
  'nginx',
  'node',
  'python',
  'redis',
  'sshd',
  'systemd',
]);

const socketAddress = z.strictObject({ address, port });

const elsewhere = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('namespace'),
      namespace: z.strictObject({ id: z.string(), name: z.string().optional() }),
      pid: z.number().int().describe('of a process in that namespace'),
      socket: heldSocket,
    })
    .describe('in another network namespace'),
  z
    .strictObject({
      kind: z.literal('docker-proxy'),
      pid: z.number().int(),
      published: socketAddress,
      container: socketAddress,
    })
    .describe('a port of a container, which docker-proxy serves at another endpoint'),
]);

/** `bindmatrix why ENDPOINT --format json`. */
export const whyDocument = z
  .strictObject({
    schema: z.literal('bindmatrix/why@1'),
    version: z.string().describe('of bindmatrix'),
    host: hostFacts,
    namespace,
    sight,
    asked: listener.describe('the listener that the question is about'),
    server: server.optional().describe('the server that it belongs to, where a pasted line tells'),
    earlier: z.array(listener).describe('listeners of the same server that start before it'),
    within: z.string().optional().describe('the network namespace, as --netns named it'),
    outcome: outcomeText.describe("the trial's where it asked the same, else the rules'"),
    prediction,
    olderKernel: z.array(kernelDifference).optional().describe('what of this a current kernel would do differently'),
    trial: trial.nullable().describe('null where nothing was tried: --passive'),
    depends: z.array(dependence),
    blockers: z.array(socketVerdict).describe('beside each of these the bind fails, or may fail'),
    others: z.array(socketVerdict).describe('the other sockets on the port'),
    processes: z.array(holdingProcess),
    findings: z.array(factor),
    alternatives: z.array(alternative),
    elsewhere: z.array(elsewhere).describe('where a port that is free here is in use all the same'),
  })
  .describe('Whether a listener would bind here and now, and why');

/** `bindmatrix why ENDPOINT ENDPOINT… --format json`. */
export const answersDocument = z
  .strictObject({
    schema: z.literal('bindmatrix/answers@1'),
    version: z.string().describe('of bindmatrix'),
    answers: z.array(whyDocument).describe('of each listener, in the order in which the server starts them'),
  })
  .describe("Whether one server's own listeners would bind, each beside those before it");

export type AnswersJson = DeepReadonly<z.infer<typeof answersDocument>>;
export type WhyJson = DeepReadonly<z.infer<typeof whyDocument>>;
