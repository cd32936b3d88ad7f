import type { VNode } from 'preact';
import { formatAddress } from '../../../model/address.ts';
import type { Met, Seen } from '../../together/view.ts';
import { metInWords, respondersInWords } from '../../together/words.ts';
import { TextAt } from '../parts.tsx';
import { round } from '../round.ts';
import type { Columns } from './order.tsx';

type End = readonly [x: number, y: number];

interface AnswerProps {
  readonly seen: Seen;
  readonly columns: Columns;
  /** Where the calls of the server at the address of the client end. */
  readonly end: End;
  /** The same of each server, by its address. */
  readonly endsOf: ReadonlyMap<string, End>;
}

/** A line from the server that answers to the address that a client used. */
export function Answer({ seen, columns, end, endsOf }: AnswerProps): VNode {
  const { target, calls, callsWidth } = columns;
  const [, y] = end;
  const { met, expected } = seen;
  const sources = sourcesOf(met, end, endsOf);
  const words = wordsOf(met, sources.length > 0);
  const because = expected === undefined ? '' : `; the rules expected ${respondersInWords(expected)}`;
  return (
    <g>
      <title>{`a client meets ${metInWords(met) || 'nobody: none was sent'}${because}`}</title>
      {sources.map((start) => (
        <path
          class="bm-mark bm-ok-mark"
          stroke-width="2"
          d={curve(start, calls + callsWidth + 8, [target - 4, y])}
          {...(met.kind === 'chance' ? { 'stroke-dasharray': '5 5' } : {})}
        />
      ))}
      {words === '' ? null : (
        <>
          <path
            class="bm-mark bm-no-mark"
            stroke-width="2"
            stroke-dasharray="1 5"
            d={`M${round(target - 44)} ${y}H${round(target - 8)}`}
          />
          <TextAt
            x={target - 54}
            y={y + 4.5}
            anchor="end"
            tone={met.kind === 'not-tried' ? 'f' : 'no-text'}
            room={FAN_TEXT}
          >
            {words}
          </TextAt>
        </>
      )}
      <circle class={`bm-${sources.length > 0 ? 'ok-dot' : 'badge'}`} cx={round(target)} cy={y} r="4" />
      {expected === undefined ? null : (
        <circle class="bm-alarm" cx={round(target)} cy={y} r="7.5" fill="none" stroke-width="2" />
      )}
    </g>
  );
}

/** What fits between the servers and the addresses. */
const FAN_TEXT = 124;

function sourcesOf(met: Met, own: End, endsOf: ReadonlyMap<string, End>): End[] {
  switch (met.kind) {
    case 'itself':
      return [own];
    case 'address':
      return [endsOf.get(formatAddress(met.address)) ?? own];
    case 'chance':
      return met.among.flatMap((one) =>
        one === 'itself' ? [own] : one === 'another socket' ? [] : [endsOf.get(formatAddress(one)) ?? own],
      );
    default:
      return [];
  }
}

/** What is said where no line can be drawn. */
function wordsOf(met: Met, isDrawn: boolean): string {
  if (isDrawn) return '';
  switch (met.kind) {
    case 'none':
      return met.errno ?? 'nobody';
    case 'another':
      return 'another process';
    case 'chance':
      return 'by chance';
    default:
      return 'not tried';
  }
}

/** Straight where both ends are on one line; else it bends behind the calls of all. */
function curve([x, y]: End, bend: number, [toX, toY]: End): string {
  const middle = (bend + toX) / 2;
  return y === toY
    ? `M${round(x)} ${round(y)}H${round(toX)}`
    : `M${round(x)} ${round(y)}H${round(bend)}C${[middle, y, middle, toY, toX, toY].map(round).join(' ')}`;
}
