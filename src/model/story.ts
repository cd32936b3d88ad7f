import type { SocketAddress } from './address.ts';
import type { CallOutcome } from './outcome.ts';
import type { StepReport, StoryVerdict, Trial, TrialReport } from './trial.ts';

/** One trial of a story, and its report. */
export interface PlayedTrial {
  readonly trial: Trial;
  readonly report: TrialReport;
  /** The same listeners as HTTP servers, if the trial asks for it. */
  readonly http?: HttpPlay;
}

/** A story that was run: a file of trials that show one claim. */
export interface PlayedStory {
  /** The file's name, without its ending. */
  readonly name: string;
  readonly trials: readonly PlayedTrial[];
  /** From the claims of all its trials; undefined if none could be observed. */
  readonly verdict?: StoryVerdict;
  /** The condition under which the claim holds, as the file says it. */
  readonly when?: string;
  /** The first step that did not do what the text promises. */
  readonly against?: { readonly step: StepReport; readonly claim: readonly string[] };
}

/** The listeners of a trial as HTTP servers, and what clients got from them. */
export interface HttpPlay {
  readonly listeners: readonly HttpListener[];
  readonly visits: readonly HttpVisit[];
}

export interface HttpListener {
  /** The socket's name in the trial. */
  readonly name: string;
  readonly local: SocketAddress;
  readonly outcome: CallOutcome;
}

/** One GET, and the answer. */
export interface HttpVisit {
  readonly url: string;
  /** `HTTP/1.1 200 OK` */
  readonly status?: string;
  readonly body?: string;
  /** The errno, if there was no answer: ECONNREFUSED. */
  readonly error?: string;
}
