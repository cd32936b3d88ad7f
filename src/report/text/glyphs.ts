/** The marks of a report, as text. */
export interface Glyphs {
  readonly ok: string;
  readonly fail: string;
  readonly skip: string;
  readonly dots: string;
}

export const UNICODE: Glyphs = { ok: '✓', fail: '✗', skip: '–', dots: '…' };
export const ASCII: Glyphs = { ok: 'ok', fail: 'x', skip: '-', dots: '...' };
