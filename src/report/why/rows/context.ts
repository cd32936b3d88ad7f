import type { Say } from '../../text/say.ts';

/** How the rows are made: for whom, and whether the answer stands alone. */
export interface RowContext {
  /** How the reader calls the program. */
  readonly program: string;
  readonly isAlone: boolean;
  readonly say: Say;
}
