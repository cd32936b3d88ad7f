import { type ConfigProblem, problemAt } from './config-problem.ts';
import { MOST_PROBLEMS } from './limits.ts';
import type { YamlFile } from './yaml-file.ts';

/** The id of an expectation: as written, else by its place among those of the file, from 0. */
export const expectationId = ({ id }: { readonly id?: string | undefined }, index: number): string =>
  id ?? `expect-${index + 1}`;

/** The lists whose entries have ids, and what an entry is called. */
const LISTS = [
  ['trials', 'trial'],
  ['expect', 'expectation'],
] as const;

/** Finds the ids that are given twice in a file: a report names each trial and each expectation by its own. */
export function repeatedIds(file: YamlFile): ConfigProblem[] {
  const first = new Map<unknown, string>();
  const found: ConfigProblem[] = [];
  for (const [key, noun] of LISTS) {
    for (const [index, entry] of entriesOf(file.value, key).entries()) {
      const id = key === 'expect' ? expectationId(entry, index) : entry.id;
      const before = first.get(id);
      if (before === undefined) first.set(id, `${noun} ${index + 1}`);
      if (before === undefined || typeof id !== 'string' || found.length > MOST_PROBLEMS) continue;
      const problem = {
        message: `the id "${id}" is already the id of ${before}`,
        hint: 'give each trial and each expectation an id of its own',
      };
      found.push(problemAt(file.sourceOf([key, index, 'id']), problem));
    }
  }
  return found;
}

function entriesOf(value: unknown, key: string): readonly { readonly id?: string }[] {
  const list = (value as Readonly<Record<string, unknown>>)[key];
  return Array.isArray(list) ? list.map((entry) => (typeof entry === 'object' && entry !== null ? entry : {})) : [];
}
