import type { Status } from '../../model/report.ts';
import type { Glyphs } from './glyphs.ts';
import type { Paint, Palette } from './style.ts';

/** The worst first: a reader who sees only the first line sees what matters. */
const WORST_FIRST: readonly Status[] = ['unmet', 'inconclusive', 'skipped', 'met'];

/** What is met first and what is unmet last, where the eye ends. */
export const byStatus = <T extends { readonly status: Status }>(all: readonly T[]): T[] =>
  [...all].sort((a, b) => WORST_FIRST.indexOf(b.status) - WORST_FIRST.indexOf(a.status));

/** `2 of 3 met, 1 unmet`; with `what`: `2 of 3 trials met, 1 unmet`. */
export function statusCounts(all: readonly { readonly status: Status }[], what = ''): string {
  const of = (status: Status): number => all.filter((one) => one.status === status).length;
  const rest = WORST_FIRST.filter((status) => status !== 'met' && of(status) > 0).map(
    (status) => `, ${of(status)} ${status}`,
  );
  return `${of('met')} of ${all.length}${what === '' ? '' : ` ${what}`} met${rest.join('')}`;
}

export const statusMark = (status: Status, glyphs: Glyphs): string =>
  ({ met: glyphs.ok, unmet: glyphs.fail, inconclusive: '?', skipped: glyphs.skip })[status];

export const statusPaint = (status: Status, paint: Palette): Paint =>
  ({ met: paint.good, unmet: paint.bad, inconclusive: paint.unsure, skipped: paint.unsure })[status];
