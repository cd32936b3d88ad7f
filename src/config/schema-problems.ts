import type * as z from 'zod/mini';
import type { Problem } from '../model/result.ts';
import { type ConfigProblem, problemAt } from './config-problem.ts';
import { MOST_PROBLEMS } from './limits.ts';
import { nearest } from './nearest.ts';
import { unpack } from './schema-parts.ts';
import type { Path, YamlFile } from './yaml-file.ts';

interface PlacedProblem {
  readonly path: Path;
  readonly at: 'key' | 'value';
  readonly problem: Problem;
}

/** The problems that zod found, in the words of this program and with their places in the file. */
export function schemaProblems(issues: readonly z.core.$ZodIssue[], file: YamlFile): ConfigProblem[] {
  return issues
    .slice(0, MOST_PROBLEMS + 1)
    .flatMap((issue) => explain(issue, issue.path, file.value))
    .filter(({ path }) => !file.isBlamed(path))
    .map(({ path, at, problem }) => problemAt(at === 'key' ? file.sourceOfKey(path) : file.sourceOf(path), problem));
}

function explain(issue: z.core.$ZodIssue, path: Path, root: unknown): PlacedProblem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(' ');
    return issue.keys.slice(0, MOST_PROBLEMS + 1).map((key) => ({
      path: [...path, key],
      at: 'key',
      problem: unknownKey(key, known, noun(path, root)),
    }));
  }
  if (issue.code === 'invalid_key') {
    return [{ path, at: 'key', problem: unpack(issue.issues[0]?.message ?? issue.message) }];
  }
  const branch = issue.code === 'invalid_union' ? meantBranch(issue, valueAt(root, path)) : undefined;
  if (branch !== undefined) return branch.flatMap((inner) => explain(inner, [...path, ...inner.path], root));
  return [{ path, at: 'value', problem: missing(path, root, issue.message) ?? worded(issue.message, path) }];
}

/** The alternative of a union that has the shape of what was written: its problems are about the content. */
const meantBranch = (issue: z.core.$ZodIssueInvalidUnion, value: unknown): z.core.$ZodIssue[] | undefined =>
  issue.errors.find((branch) => !branch.some((one) => isOfShape(one, value)));

/** Whether it says that a value of that shape was not expected. */
function isOfShape(issue: z.core.$ZodIssue, value: unknown): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.length > 0 && meantBranch(issue, value) === undefined;
  return issue.code === 'invalid_type' || (issue.code === 'invalid_value' && typeof value === 'object');
}

function unknownKey(key: string, known: readonly string[], where: string): Problem {
  const near = nearest(key, known);
  return {
    message: `unknown key "${key}" in ${where}`,
    hint: near === undefined ? `its keys are ${known.join(', ')}` : `did you mean ${near}?`,
  };
}

/** The problem of a key that is absent or has no value; undefined if it has one. The hint is that of the reader. */
function missing(path: Path, root: unknown, message: string): Problem | undefined {
  const value = valueAt(root, path);
  if (path.length === 0 || (value !== undefined && value !== null)) return undefined;
  const { hint } = unpack(message);
  if (value === null)
    return { message: `${subject(path)} has no value`, hint: hint ?? 'write one, or leave the key out' };
  const what = `${noun(path.slice(0, -1), root)} needs "${String(path.at(-1))}"`;
  return hint === undefined ? { message: what } : { message: what, hint };
}

/** Adds the subject to a generic message, which begins with "must". */
const worded = (message: string, path: Path): Problem => {
  const problem = unpack(message);
  return message.startsWith('must ') ? { ...problem, message: `${subject(path)} ${problem.message}` } : problem;
};

function subject(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  return typeof last === 'number' ? `entry ${last + 1} of "${String(path.at(-2))}"` : `"${String(last)}"`;
}

/** The name of a mapping in messages, by its place. */
function noun(path: Path, root: unknown): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  if (typeof last !== 'number') return `"${String(last)}"`;
  const holder = path.at(-2);
  if (holder === 'expect') return 'an expectation';
  if (holder === 'trials') return 'a trial';
  if (holder === 'services') return 'a service';
  if (holder === 'listen') return 'a listen line';
  const op = (valueAt(root, path) as { op?: unknown } | null)?.op;
  if (holder === 'steps') return typeof op === 'string' ? `${/^[aeiou]/.test(op) ? 'an' : 'a'} ${op} step` : 'a step';
  return subject(path);
}

const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => {
    const holder = value as Record<PropertyKey, unknown> | null | undefined;
    return holder !== null && typeof holder === 'object' && Object.hasOwn(holder, key) ? holder[key] : undefined;
  }, root);
