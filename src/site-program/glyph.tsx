import type { JSX } from 'preact';
import type { CellKind } from './words.ts';

const PATHS: Readonly<Record<CellKind, string>> = {
  yes: 'M3 8.5 6.5 12 13 4.5',
  no: 'M4 4l8 8M12 4l-8 8',
  unknown: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2Q8 8.8 8 10M8 12.6v.4',
};

/** A check mark, a cross or a question mark: the words stand beside it. */
export const Glyph = ({ kind }: { readonly kind: CellKind }): JSX.Element => (
  <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d={PATHS[kind]} />
  </svg>
);
