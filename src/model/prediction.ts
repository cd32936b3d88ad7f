export type { StepObservation } from './trial-observation.ts';

/** What the rules foresee. `unknown` where they cannot know; several outcomes where chance decides. */
export interface Prediction {
  /** One outcome (`ok`, `bind:EADDRINUSE`), or `unknown`. */
  readonly outcome: string;
  /** The id of the rule it rests on, such as `linux.reuseaddr-old-listening`. */
  readonly rule: string;
  /** One sentence that names both sockets. */
  readonly why: string;
}

/** What the rules foresee of one step of a trial. */
export interface StepPrediction {
  /**
   * `ok`, a bare errno, or of a failed receive, getsockname, deliver or state what is seen instead (`bytes=0`, `port=80`,
   * `received by A,B`, `state=LISTEN`). More than one where chance decides; `unknown` alone where nothing can be known.
   */
  readonly outcomes: readonly string[];
  readonly rule: string;
  /** One sentence that names both sockets. */
  readonly why: string;
}
