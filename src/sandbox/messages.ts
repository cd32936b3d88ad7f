import type { ExperimentFailure } from '../experiment.ts';
import type { Experiment } from '../model/experiment.ts';
import type { PortReport, Report } from '../model/report.ts';
import type { Result } from '../model/result.ts';
import type { SandboxLayout } from '../model/sandbox.ts';

/** What the parent asks of the sandbox process, over the IPC channel with structured clone. */
export interface SandboxRequest {
  readonly experiment: Experiment;
  readonly layout: SandboxLayout;
  readonly version: string;
  readonly withLinkFacts: boolean;
  readonly hold: boolean;
}

/** What the sandbox process says: how far it is, which ports it holds, and how it ended. */
export type SandboxMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'ports'; readonly ports: readonly PortReport[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'result'; readonly result: Result<Report, ExperimentFailure> };
