import type { ExperimentFailure } from '../experiment.ts';
import type { Experiment } from '../model/experiment.ts';
import type { PortReport, Report } from '../model/report.ts';
import type { Result } from '../model/result.ts';
import type { SandboxLayout } from '../model/sandbox.ts';
import type { HttpPlay } from '../model/story.ts';
import type { Trial } from '../model/trial.ts';
import type { TrialResult } from '../model/trial-observation.ts';

/** What the parent asks of the sandbox process, over the IPC channel with structured clone. */
export type SandboxRequest = ExperimentRequest | TrialsRequest | HttpRequest;

export interface ExperimentRequest {
  readonly experiment: Experiment;
  readonly layout: SandboxLayout;
  readonly version: string;
  readonly withLinkFacts: boolean;
  readonly hold: boolean;
}

/** Each trial in a network namespace of its own. The result is a report without them: what came of them is sent as it comes. */
export interface TrialsRequest {
  readonly trials: readonly Trial[];
  readonly version: string;
  /** Show the kernel's socket table after each step. */
  readonly withTables: boolean;
}

/** The listeners of one trial as HTTP servers. The result is a report without them: what clients got is sent before. */
export interface HttpRequest {
  readonly http: Trial;
  readonly version: string;
}

/** What the sandbox process says: how far it is, which ports it holds, what came out, and how it ended. */
export type SandboxMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'ports'; readonly ports: readonly PortReport[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'findings'; readonly findings: readonly TrialResult[] }
  | { readonly kind: 'http'; readonly play: HttpPlay }
  | { readonly kind: 'result'; readonly result: Result<Report, ExperimentFailure> };
