import type { Experiment } from '../model/experiment.ts';
import type { FlowProblem } from '../model/flow-problem.ts';
import type { HoldEvent } from '../model/hold.ts';
import type { PortReport, Report } from '../model/report.ts';
import type { Result } from '../model/result.ts';
import type { SandboxLayout } from '../model/sandbox.ts';
import type { HttpPlay } from '../model/story.ts';
import type { Trial } from '../model/trial.ts';
import type { TrialResult } from '../model/trial-observation.ts';
import type { NamespaceIdentity } from './identity.ts';

/** What the parent sends to the sandbox process, over the IPC channel with structured clone. */
export interface SandboxOrder<R = SandboxRequest> {
  readonly request: R;
  /** The namespaces of the parent, in which nothing may be changed. */
  readonly caller: NamespaceIdentity;
}

/** What is asked of the sandbox process. */
export type SandboxRequest = RunRequest | HoldRequest | TrialsRequest | HttpRequest | CommandRequest;

export interface RunRequest {
  readonly kind: 'run';
  readonly experiment: Experiment;
  readonly layout: SandboxLayout;
  readonly withLinkFacts: boolean;
}

/** The listeners stay open until the process is ended; the only result is that of a failure. */
export interface HoldRequest {
  readonly kind: 'hold';
  readonly experiment: Experiment;
  readonly layout: SandboxLayout;
}

/** Each trial in a network namespace of its own. The trial results are sent as they come; the report at the end is without them. */
export interface TrialsRequest {
  readonly kind: 'trials';
  readonly trials: readonly Trial[];
  /** Those that can have nothing to do with each other follow each other in one namespace. */
  readonly mayShare?: true;
  /** Read the kernel's socket table after each step. */
  readonly withTables: boolean;
}

/** The listeners of one trial as HTTP servers. What clients got is sent first; the report at the end is without it. */
export interface HttpRequest {
  readonly kind: 'http';
  readonly trial: Trial;
}

/** A command, or a shell, takes the place of the sandbox process. Its stderr is descriptor 4. */
export interface CommandRequest {
  readonly kind: 'command';
  readonly name: string;
  readonly layout: SandboxLayout;
  readonly argv: readonly string[];
}

/** What the sandbox process sends. `result` is the last message. */
export type SandboxMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  /** Before the first socket is opened. */
  | { readonly kind: 'ports'; readonly ports: readonly PortReport[] }
  | { readonly kind: 'hold'; readonly event: HoldEvent }
  /** Of some more trials, in the order in which they were asked for. */
  | { readonly kind: 'trials'; readonly results: readonly TrialResult[] }
  | { readonly kind: 'http'; readonly play: HttpPlay }
  /** The command starts: nothing more will come. */
  | { readonly kind: 'starting' }
  | { readonly kind: 'result'; readonly result: Result<Report, FlowProblem> };
