/** What the first process of a booted kernel is told, in a file that it finds there. */
export interface Order {
  /** Files of kernel modules, each after those that it needs. */
  readonly modules: readonly string[];
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Where the answer goes. */
  readonly answer: AnswerPath;
}

/** A folder of the host that user-mode Linux can write to, or a device that takes what is written. */
export type AnswerPath = { readonly folder: string } | { readonly device: string };

/** How the command ended, as JSON. */
export interface Answer {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What could not be done before it was started: modules that do not load. */
  readonly complaints: readonly string[];
}

/** The name of the answer in its folder. */
export const ANSWER = 'answer.json';

/** Ends the answer that is written to a device: what is cut off before it is none. */
export const END = '\n-- end of answer --\n';
