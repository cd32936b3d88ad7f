import {
  compareSeries,
  type KernelVersion,
  kernelVersionText,
  parseKernelVersion,
  parseSeries,
  type Series,
  seriesText,
} from '../../../model/kernel-version.ts';

/** The newest number of each series whose changelog was read, or that was run. */
const NEWEST: Readonly<Record<string, number>> = {
  '5.10': 262,
  '6.1': 192,
  '6.6': 131,
  '6.12': 118,
  '6.16': 12,
  '6.17': 13,
  '6.18': 44,
  '7.2': 13,
  '7.3': 4,
};

/** The series of which the newest release is known, the oldest first: each may be written alone. */
export const KNOWN_SERIES: readonly string[] = Object.keys(NEWEST);

const OLDEST: Series = [5, 10];

/** A kernel whose version was written. */
export interface WrittenKernel {
  readonly version: KernelVersion;
  /** `5.10`, where only the series was written: the version is the newest of it that the rules know. */
  readonly newestOf?: string;
}

/** What may be written: of other series, with the number. */
export const ACCEPTED_VERSIONS = `${KNOWN_SERIES.join(', ')}, or a release from 5.10 on, such as 6.1.176`;

/** Reads `6.1.176`, or `6.1` for the newest release of that series that the rules know. Undefined where it is neither. */
export function readWrittenKernel(text: string): WrittenKernel | undefined {
  const series = parseSeries(text);
  if (series !== undefined) {
    const patch = NEWEST[text];
    return patch === undefined ? undefined : { version: { series, patch, builder: 'upstream' }, newestOf: text };
  }
  const version = /^\d+\.\d+(?:\.\d+|-rc\d+)$/.test(text) ? parseKernelVersion(text) : undefined;
  return version !== undefined && isKnown(version) ? { version } : undefined;
}

/** Not before the oldest kernel that the rules were compared with, nor after the newest series. */
function isKnown({ series }: KernelVersion): boolean {
  const newest = parseSeries(KNOWN_SERIES.at(-1) ?? '') ?? OLDEST;
  return compareSeries(series, OLDEST) >= 0 && compareSeries(series, newest) <= 0;
}

/** `6.1.192`, and `the newest 6.1 that the rules know`. */
export const writtenKernelText = ({ version }: WrittenKernel): string =>
  version.patch === undefined ? seriesText(version.series) : kernelVersionText(version);
