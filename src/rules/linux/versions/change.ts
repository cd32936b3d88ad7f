import { compareSeries, type KernelVersion, parseSeries, type Series } from '../../../model/kernel-version.ts';

/** Whether a kernel has a change: `unknown` where its version does not tell. */
export type Told = 'yes' | 'no' | 'unknown';

/** Of one series: the last number that was seen without a change, and the first with it; undefined: none is known. */
type Bounds = readonly [lastWithout: number | undefined, firstWith: number | undefined];

/** One change of the kernel that the rules depend on, with the versions that have it. */
export interface Change {
  readonly commit: string;
  /** As the commit is titled. */
  readonly title: string;
  /** The first series of Linus Torvalds' tree that has it. Absent: it came to stable series alone. */
  readonly mainline?: string;
  /** Series before that one into which it was taken: the first number that has it, or what is known of it. */
  readonly stable: Readonly<Record<string, number | Bounds>>;
  /** Where that is known from. */
  readonly source: string;
}

/** Series that are kept for years, and may get a change long after they came out. */
const LONG_TERM: readonly Series[] = [
  [4, 14],
  [4, 19],
  [5, 4],
  [5, 10],
  [5, 15],
  [6, 1],
  [6, 6],
  [6, 12],
  [6, 18],
];

/** Whether the kernel has the change. Nothing is guessed: a series that may have got it at an unknown time is `unknown`. */
export function hasChange(change: Change, version: KernelVersion): Told {
  const { mainline, stable } = change;
  const since = mainline === undefined ? undefined : parseSeries(mainline);
  const distance = since === undefined ? -1 : compareSeries(version.series, since);
  if (distance === 0 && version.candidate !== undefined) return 'unknown';
  if (distance >= 0) return 'yes';
  if (version.builder === 'backports') return 'unknown';
  const known = stable[version.series.join('.')];
  if (known !== undefined) return within(typeof known === 'number' ? [known - 1, known] : known, version);
  return since !== undefined && mayBeTakenBack(version.series, since) ? 'unknown' : 'no';
}

function within([lastWithout, firstWith]: Bounds, { patch, candidate }: KernelVersion): Told {
  const number = candidate === undefined ? patch : 0;
  if (number === undefined) return 'unknown';
  if (firstWith !== undefined && number >= firstWith) return 'yes';
  return lastWithout !== undefined && number <= lastWithout ? 'no' : 'unknown';
}

/** Changes go back to the long-term series, and to the one or two before that are still kept when the change is made. */
function mayBeTakenBack(series: Series, since: Series): boolean {
  if (LONG_TERM.some((one) => compareSeries(one, series) === 0)) return true;
  return releasesBetween(series, since) <= 2;
}

/** How many releases series `a` is before `b`: the last of 3.x, 4.x, 5.x and 6.x are known. */
function releasesBetween(a: Series, b: Series): number {
  const last: Readonly<Record<number, number>> = { 3: 19, 4: 20, 5: 19, 6: 19 };
  let count = 0;
  for (let [major, minor] = a; compareSeries([major, minor], b) < 0 && count < 100; count++) {
    const isLast = minor >= (last[major] ?? 19);
    [major, minor] = isLast ? [major + 1, 0] : [major, minor + 1];
  }
  return count;
}

/** The first versions that have a change, the newest first, and where that is known from. */
export interface ChangeText {
  /** `7.0`, `6.18.21`, `6.12.80`: of the series before the first one only the first number is new. */
  readonly versions: readonly string[];
  readonly commit: string;
  readonly title: string;
  readonly source: string;
}

/** A change as it is shown. A series of which only some number with it is known is left out. */
export function changeText({ commit, title, mainline, stable, source }: Change): ChangeText {
  const series = Object.entries(stable).flatMap(([name, known]) =>
    typeof known === 'number' ? `${name}.${known}` : [],
  );
  return { versions: [...(mainline === undefined ? [] : [mainline]), ...series], commit, title, source };
}
