/** When something began and how long it took, by the clock of who ran it: data of a report, which decides nothing. */
export interface Timing {
  /** ISO 8601, UTC: `2026-11-26T03:40:46.123Z` */
  readonly started: string;
  readonly seconds: number;
}

/** The timing of what was run; nothing of what was only predicted. */
export const timingOf = ({ started, seconds }: Partial<Timing>): Partial<Timing> =>
  started === undefined || seconds === undefined ? {} : { started, seconds };
