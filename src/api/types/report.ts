import type { HostAddress, HostFacts, NetworkInterface } from './host.ts';
import type { ExpectationResult, TrialResult } from './judged-result.ts';
import type { AloneResult, Matrix, TogetherResult } from './run-result.ts';
import type { PlanNote, PlanOutcome, PlanSuggestion, ServesResult, ServiceResult } from './service-result.ts';
import type { HeldSocket } from './socket.ts';
import type { Disagreement, HostChange, KernelDifference, PortInUse, PredictedSystem, Summary } from './summary.ts';

/**
 * What was found by experiment, and what the rules predicted: `bindmatrix/report@1`, which is what `JSON.stringify()` makes
 * of it. {@link render} writes it in every other format.
 */
export interface Report {
  readonly schema: 'bindmatrix/report@1';
  /** The version of the program. */
  readonly version: string;
  /** When it began, ISO 8601 in UTC; of {@link predict} 1970-01-01T00:00:00.000Z, as nothing took place. */
  readonly started: string;
  /** How long it took, in seconds; of {@link predict} 0. */
  readonly seconds: number;
  readonly host: HostFacts;
  readonly where: 'host' | 'sandbox';
  /** The systems whose rules were asked: nothing was run, every outcome is predicted. */
  readonly predicted?: readonly PredictedSystem[] | undefined;
  /** The files whose expectations and trials are judged, as they were named; - is <stdin>. */
  readonly files?: readonly string[] | undefined;
  /** The flags that select what is tried, as they were written. */
  readonly asked?: Readonly<Record<string, string>> | undefined;
  readonly interfaces: readonly NetworkInterface[];
  /** Every address of the host. */
  readonly addresses: readonly HostAddress[];
  /** The addresses that were tried, ANY first. */
  readonly selected: readonly string[];
  /** Which sockets held a port before the run, and what that allowed. */
  readonly ports: readonly PortInUse[];
  /** Each endpoint by itself. */
  readonly alone: readonly AloneResult[];
  /** All listeners of one family, in order, at once. */
  readonly together: readonly TogetherResult[];
  /** Every ordered pair of addresses. */
  readonly matrices: readonly Matrix[];
  readonly expectations: readonly ExpectationResult[];
  readonly trials: readonly TrialResult[];
  /** Of plans: what becomes of each service. */
  readonly services?: readonly ServiceResult[] | undefined;
  /** Of plans: the distinct outcomes of the order that is written, and of every interleaving. */
  readonly outcomes?: readonly PlanOutcome[] | undefined;
  /** Of plans: the distinct outcomes of other orders. */
  readonly orders?: readonly PlanOutcome[] | undefined;
  /** tcp/80: by address who answers; several ids: chance. Of several files the key begins with the file. */
  readonly answers?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> | undefined;
  /** Of plans: who should answer, and does. */
  readonly serves?: readonly ServesResult[] | undefined;
  /** Of plans: changes by which more would start, each tried as a plan. */
  readonly suggestions?: readonly PlanSuggestion[] | undefined;
  /** Of plans: what listens on the host beside the services. */
  readonly neighbours?: readonly HeldSocket[] | undefined;
  /** What a server's own file has and a plan has not. */
  readonly skipped?: readonly PlanNote[] | undefined;
  readonly notes?: readonly PlanNote[] | undefined;
  /** A sentence for each rule behind a refusal. */
  readonly reasons?: Readonly<Record<string, string>> | undefined;
  /** Whether a listener can be started in a sandbox here; absent: it was not tried. */
  readonly sandboxWorks?: boolean | undefined;
  /**
   * What changed on the host during the run, where an outcome differs; the rules are not asked where that may have
   * decided.
   */
  readonly changes?: readonly HostChange[] | undefined;
  /** What of this a current kernel would do differently. */
  readonly olderKernel?: readonly KernelDifference[] | undefined;
  readonly summary: Summary;
  /** Every kind of place where rule and kernel differ. */
  readonly disagreements: readonly Disagreement[];
}
