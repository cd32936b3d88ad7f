import type { Place } from '../../model/experiment.ts';
import type { Report } from '../../model/report.ts';

/** What was written in a file. */
interface Written {
  readonly source?: Place;
  readonly file?: string;
}

const fileOf = ({ source, file }: Written): string | undefined => file ?? source?.file;

/** Gives the file of a trial or an expectation where the report is of several, and nothing where it is of one. */
export function filesInWords({
  expectations,
  trials,
}: Pick<Report, 'expectations' | 'trials'>): (one: Written) => string {
  const files = new Set([...expectations, ...trials].map(fileOf));
  return (one) => (files.size > 1 ? (fileOf(one) ?? '') : '');
}
