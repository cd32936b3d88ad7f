import { Presets, SingleBar } from 'cli-progress';
import { allowsUnicode } from './locale.ts';

/** The bar itself where there is room for it. Characters. */
const WIDEST = 40;

/** The words beside the bar, without the two numbers: ` 100%  `, ` of `, `, 100h0m left`, and the last column. */
const WORDS = 26;

/** What `columns` leave for the bar beside numbers up to `total`: nothing, on a narrow terminal. */
const barSize = (columns: number, total: number): number =>
  Math.max(0, Math.min(WIDEST, columns - WORDS - 2 * String(total).length));

/** A bar on stderr, or another terminal, that goes when it is stopped. */
export function startBar(done: number, total: number, stream: NodeJS.WriteStream = process.stderr): SingleBar {
  const bar = new SingleBar(
    {
      stream,
      clearOnComplete: true,
      hideCursor: true,
      format: '{bar} {percentage}%  {value} of {total}, {eta_formatted} left',
      barsize: barSize(stream.columns || 80, total),
    },
    allowsUnicode(process.env) ? Presets.shades_classic : Presets.legacy,
  );
  bar.start(total, done);
  return bar;
}
