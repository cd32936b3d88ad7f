import type { JSX } from 'preact';
import { formatSocketAddress } from '../model/address.ts';
import type { Answer } from './ask.ts';
import { Glyph } from './glyph.tsx';
import type { Cell } from './matrix.tsx';
import { cellKind, outcomeWords } from './words.ts';

/** Why one pair comes out as it does. */
export function Reason({ answer, cell }: { readonly answer: Answer; readonly cell: Cell }): JSX.Element | null {
  const { addresses, port, protocol } = answer.matrix;
  const [holder, newcomer] = [addresses[cell.row], addresses[cell.column]];
  if (holder === undefined || newcomer === undefined) return null;
  const { predicted, rule, why } = answer.reason(holder, newcomer);
  const kind = cellKind(predicted);
  const [first, next] = [holder, newcomer].map((address) => formatSocketAddress({ address, port }));
  return (
    <section class={`reason ${kind}`} aria-live="polite" aria-atomic="true">
      <h3>
        <code>{first}</code> first, then <code>{next}</code>
      </h3>
      <p class="verdict">
        <Glyph kind={kind} /> {outcomeWords(predicted, protocol)}
      </p>
      <p>{sentence(why)}</p>
      {rule.includes('.') && (
        <p class="rule">
          Rule{' '}
          <a href={`rules.html#${rule}`}>
            <code>{rule}</code>
          </a>
        </p>
      )}
    </section>
  );
}

/** The sentence of a rule begins small, since reports put a name before it. */
const sentence = (text: string): string =>
  text === '' ? '' : `${text[0]?.toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
