import type * as z from 'zod/mini';
import { expectation, frameFor, type RawFile } from './file-schema.ts';
import { genericMessage } from './generic-message.ts';
import { MOST_PROBLEMS } from './limits.ts';
import { service } from './services/service-schema.ts';
import { trial } from './trial-schema.ts';

/** The content of a file by the schema. */
export interface Checked {
  /** What is wrong; the check stops at the first entry of a list by which there are more than MOST_PROBLEMS. */
  readonly issues: readonly z.core.$ZodIssue[];
  /** Complete if there are no issues. */
  readonly file: RawFile;
  /** How many of the trials were looked at: all, unless the check stopped. */
  readonly trials: number;
}

/** Checks a value by the schema of files, its lists entry by entry: each entry that is wrong costs many times its size. */
export function checkSchema(value: unknown): Checked {
  const lists = isMapping(value) ? value : {};
  const [expect, trials, services] = [listOf(lists.expect), listOf(lists.trials), listOf(lists.services)];
  const empty = { ...(expect && { expect: [] }), ...(trials && { trials: [] }), ...(services && { services: [] }) };
  const frame = frameFor(lists).safeParse(isMapping(value) ? { ...value, ...empty } : value, { error: genericMessage });
  const issues = [...(frame.error?.issues ?? [])];
  const expectations = checkEntries('expect', expect ?? [], expectation, issues);
  const own = checkEntries('trials', trials ?? [], trial, issues);
  const started = checkEntries('services', services ?? [], () => service, issues);
  const checked = {
    ...(expect && { expect: expectations.entries }),
    ...(trials && { trials: own.entries }),
    ...(services && { services: started.entries }),
  };
  return { issues, file: { ...(frame.data as RawFile), ...checked }, trials: own.seen };
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined);

function checkEntries<T>(
  key: string,
  entries: readonly unknown[],
  schema: () => z.ZodMiniType<T>,
  issues: z.core.$ZodIssue[],
): { readonly entries: T[]; readonly seen: number } {
  const checked: T[] = [];
  let seen = 0;
  for (const [i, entry] of entries.entries()) {
    seen++;
    const one = schema().safeParse(entry, { error: genericMessage });
    if (one.success) checked.push(one.data);
    else for (const issue of one.error.issues) issues.push({ ...issue, path: [key, i, ...issue.path] });
    if (issues.length > MOST_PROBLEMS) break;
  }
  return { entries: checked, seen };
}
