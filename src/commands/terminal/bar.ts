import { Presets, SingleBar } from 'cli-progress';

/** A bar on stderr that goes when it is stopped. */
export function startBar(done: number, total: number): SingleBar {
  const bar = new SingleBar(
    {
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      format: '{bar} {percentage}%  {value} of {total}, {eta_formatted} left',
    },
    Presets.shades_classic,
  );
  bar.start(total, done);
  return bar;
}
