import type { YamlFile } from '../config/yaml-file.ts';
import type { Result } from '../model/result.ts';
import { BindmatrixError } from './error.ts';
import type { Failure } from './work/failure.ts';
import type { Given } from './work/input.ts';
import type { Presented } from './work/present.ts';

/** What writers take, by the result that users have of it. */
const INNER = new WeakMap<object, unknown>();

/** The text of each value that parse() has read. */
const FILES = new WeakMap<object, YamlFile>();

/** The result of a call, for render(). Throws BindmatrixError where there is none, and the signal's reason where that ended it. */
export function shownOf<Shown extends object>(
  result: Result<Presented<Shown, unknown>, Failure>,
  signal?: AbortSignal,
): Shown {
  const { shown, inner } = answerOf(result, signal);
  INNER.set(shown, inner);
  return shown;
}

/** The value of a result. Throws as shownOf(). */
export function answerOf<T>(result: Result<T, Failure>, signal?: AbortSignal): T {
  if (result.ok) return result.value;
  if (result.error.code === 'aborted') throw signal?.reason;
  throw new BindmatrixError(result.error.code, result.error.problems);
}

/** What writers take of a result; undefined of one that no call has given. */
export const innerOf = (shown: object): unknown => INNER.get(shown);

export function keepFile(value: object, file: YamlFile): void {
  FILES.set(value, file);
}

/** What a call was given, with its text. */
export const given = (value: unknown): Given => ({
  value,
  file: typeof value === 'object' && value !== null ? FILES.get(value) : undefined,
});
