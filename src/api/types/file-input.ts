import type { ProfileInput } from './profile-input.ts';
import type { ExpectationInput, RunInput } from './run-input.ts';
import type { ServesInput, ServiceInput } from './service-input.ts';
import type { TrialInput } from './trial-input.ts';

/** What {@link run} tries and {@link predict} predicts. The keys are those of the YAML; an empty section counts as absent. */
export interface ExperimentInput {
  /** The version of this format. Default: 1. */
  readonly version?: 1 | undefined;
  /** What it is about. */
  readonly title?: string | undefined;
  /** What is tried. Default: TCP port 50005 on every address of the host, with SO_REUSEADDR. */
  readonly run?: RunInput | null | undefined;
  /** What should happen: the verdicts are the `expectations` of the report. */
  readonly expect?: readonly ExpectationInput[] | null | undefined;
}

/** What {@link check} checks: the expectations of an experiment, trials, and services. {@link parse} reads it from YAML. */
export interface FileInput extends ExperimentInput {
  /** Lists of steps, each run from a clean state in a namespace of its own. */
  readonly trials?: readonly TrialInput[] | null | undefined;
  /** Servers that are started one after the other: the report says what becomes of each. */
  readonly services?: readonly ServiceInput[] | null | undefined;
  /** sequence: the services start in the order of the file. together: every interleaving of their calls counts. */
  readonly start?: 'sequence' | 'together' | undefined;
  /** Who should answer where once all services have started. */
  readonly serves?: readonly ServesInput[] | null | undefined;
  /** Servers of your own, beside those that `bindmatrix profiles` lists. */
  readonly profiles?: Readonly<Record<string, ProfileInput>> | null | undefined;
}
