import * as z from 'zod';
import { hostFacts, listedAddress, networkInterface } from './host.ts';
import { kernelDifference } from './kernel-difference.ts';
import { triedOutcome } from './outcome.ts';
import { place, timing } from './place.ts';
import type { DeepReadonly } from './readonly.ts';
import { beside } from './report-beside.ts';
import { alone, matrix, together } from './report-runs.ts';
import { answers, outcome, planNote, serves, service, suggestion } from './report-services.ts';
import { disagreement, status, summary } from './report-summary.ts';
import { story, trial } from './report-trials.ts';
import { address, heldSocket, port, protocol } from './socket.ts';

const portInUse = z.strictObject({
  protocol,
  port,
  caution: z
    .enum(['free', 'held', 'live'])
    .describe(
      'What was done: everything; only a bind that is closed at once; with --live everything that takes no traffic.',
    ),
  holders: z.array(heldSocket),
  unseen: z
    .literal('bound-only')
    .optional()
    .describe('This kernel lists no TCP socket that is bound without listening.'),
  ephemeralRange: z
    .tuple([port, port])
    .optional()
    .describe('net.ipv4.ip_local_port_range, where the port lies inside it.'),
});

const expectation = z.strictObject({
  id: z.string().describe('As written, or expect-N of the Nth of its file.'),
  source: place.optional(),
  ...timing,
  system: z.string().optional(),
  expectation: z.record(z.string(), z.unknown()).describe('As written.'),
  observed: z.array(triedOutcome).describe('The distinct outcomes of all endpoints or pairs.'),
  status,
  strangers: z.number().int().optional().describe('Clients from remote hosts: reset, not a byte read or sent.'),
  tried: z.number().int().describe('How many endpoints or pairs were tried.'),
  unmet: z.number().int(),
  example: z
    .strictObject({ holder: address.optional(), address, observed: triedOutcome })
    .optional()
    .describe('The first endpoint or pair that decided against met.'),
  reason: z.string().optional(),
  because: z
    .strictObject({ predicted: z.string(), rule: z.string(), why: z.string() })
    .optional()
    .describe('What the rules say of the example.'),
});

const hostChange = z.strictObject({
  kind: z.enum(['address-came', 'address-went', 'address-state', 'link', 'socket-came', 'socket-went', 'sysctl']),
  what: z.string().describe('192.0.2.2 of eth0 went'),
});

const predictedSystem = z.strictObject({
  os: z.string().describe('linux, freebsd; linux@6.1.192 where a version was asked for.'),
  name: z.string(),
  certainty: z.string().describe('How its rules are known.'),
  v6only: z.boolean().describe('IPV6_V6ONLY of a new socket there.'),
  newestOf: z
    .string()
    .optional()
    .describe('The series of Linux that was asked for: the version is the newest of it that the rules know.'),
});

/** `bindmatrix run --format json`; also of `check`, and of `demo` with `stories`. */
export const reportDocument = z
  .strictObject({
    schema: z.literal('bindmatrix/report@1'),
    version: z.string().describe('The version of the program.'),
    started: timing.started.unwrap(),
    seconds: timing.seconds.unwrap(),
    host: hostFacts,
    where: z.enum(['host', 'sandbox']),
    predicted: z
      .array(predictedSystem)
      .optional()
      .describe('The systems whose rules were asked with --predict: nothing was run, every outcome is predicted.'),
    files: z
      .array(z.string())
      .optional()
      .describe('The files whose expectations and trials are judged, as they were named; - is <stdin>.'),
    asked: z
      .record(z.string(), z.string())
      .optional()
      .describe('The flags that select what is tried, as they were written.'),
    interfaces: z.array(networkInterface),
    addresses: z.array(listedAddress).describe('Every address of the host.'),
    selected: z.array(address).describe('The addresses that were tried, ANY first.'),
    ports: z.array(portInUse).describe('Which sockets held a port before the run, and what that allowed.'),
    alone: z.array(alone).describe('Each endpoint by itself.'),
    together: z.array(together).describe('All listeners of one family, in order, at once.'),
    matrices: z.array(matrix).describe('Every ordered pair of addresses.'),
    expectations: z.array(expectation),
    trials: z.array(trial),
    services: z.array(service).optional().describe('Of plans: what becomes of each service.'),
    outcomes: z
      .array(outcome)
      .optional()
      .describe('Of plans: the distinct outcomes of the order that is written, and of every interleaving.'),
    orders: z.array(outcome).optional().describe('Of plans: the distinct outcomes of other orders.'),
    answers: answers.optional(),
    serves: z.array(serves).optional().describe('Of plans: who should answer, and does.'),
    suggestions: z
      .array(suggestion)
      .optional()
      .describe('Of plans: changes by which more would start, each tried as a plan.'),
    neighbours: z.array(heldSocket).optional().describe('Of plans: what listens on the host beside the services.'),
    skipped: z.array(planNote).optional().describe('What a server’s own file has and a plan has not.'),
    notes: z.array(planNote).optional(),
    reasons: z.record(z.string(), z.string()).optional().describe('A sentence for each rule behind a refusal.'),
    sandboxWorks: z
      .boolean()
      .optional()
      .describe('Whether a listener can be started in a sandbox here; absent: it was not tried.'),
    changes: z
      .array(hostChange)
      .optional()
      .describe(
        'What changed on the host during the run, where an outcome differs; the rules are not asked where that may have decided.',
      ),
    olderKernel: z.array(kernelDifference).optional().describe('What of this a current kernel would do differently.'),
    beside: beside.optional().describe('With --beside: what the rules of other systems say of what was tried.'),
    summary,
    disagreements: z.array(disagreement).describe('Every kind of place where rule and kernel differ.'),
    stories: z.array(story).optional().describe('Of demo: what the trials of each story come to.'),
  })
  .describe('What bindmatrix found by experiment, and what its rules predicted.');

export type ReportJson = DeepReadonly<z.infer<typeof reportDocument>>;
export type StoryJson = DeepReadonly<z.infer<typeof story>>;
