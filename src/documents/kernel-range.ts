import { compareSeries, parseKernelVersion, parseSeries } from '../model/kernel-version.ts';

/** One bound of a range. */
const BOUND = /^(>=|<=|>|<|=?)(\d{1,3}\.\d{1,3})$/;

const boundsOf = (range: string): readonly string[] => range.trim().split(/[\s,]+/);

/** `>=6.8`, `<6.8`, `6.1`; several bounds all hold. */
export const isKernelRange = (range: string): boolean => boundsOf(range).every((bound) => BOUND.test(bound));

const HOLDS: Readonly<Record<string, (order: number) => boolean>> = {
  '>=': (order) => order >= 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '<': (order) => order < 0,
  '=': (order) => order === 0,
  '': (order) => order === 0,
};

/** Whether the series of a kernel, by its release, lies in the range. */
export function isInKernelRange(release: string, range: string): boolean {
  const version = parseKernelVersion(release);
  return (
    version !== undefined &&
    boundsOf(range).every((bound) => {
      const [, sign = '', text = ''] = BOUND.exec(bound) ?? [];
      const series = parseSeries(text);
      return series !== undefined && HOLDS[sign]?.(compareSeries(version.series, series)) === true;
    })
  );
}
