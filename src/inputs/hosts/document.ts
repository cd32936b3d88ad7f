import { JsonPlaces } from '../../config/json-places.ts';
import { jsonErrorOf } from '../../config/json-syntax.ts';
import { LinePlaces } from '../../config/line-places.ts';
import type { SourcedProblem } from '../../model/flow-problem.ts';
import { err, ok, type Problem, type Result } from '../../model/result.ts';

/** What a key of a mapping or a place of a list is called on the way to a value. */
export type JsonPath = readonly (string | number)[];

/** A JSON text that describes a host. */
export interface JsonDocument {
  /** For messages. */
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
  /** A problem with the value at `path`, with its place. */
  readonly problemAt: (path: JsonPath, problem: Problem) => SourcedProblem;
}

/** Reads JSON; where it is none, the problem has the first place that cannot be read. `file`: for messages. */
export function readJson(file: string, text: string): Result<JsonDocument, SourcedProblem> {
  const at = (offset: number) => ({ file, ...new LinePlaces(text).placeOf(offset) });
  try {
    const value: unknown = JSON.parse(text);
    const problemAt: JsonDocument['problemAt'] = (path, problem) => ({
      ...problem,
      source: at(new JsonPlaces(text).find(path).value),
    });
    return ok({ file, text, value, problemAt });
  } catch {
    const wrong = jsonErrorOf(text) ?? { offset: 0, message: 'it cannot be read' };
    const message = text.trim() === '' ? 'it is empty' : `it is not JSON: ${wrong.message}`;
    return err({ message, source: at(wrong.offset) });
  }
}

export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An entry that the record itself has. */
export const entryOf = (record: JsonRecord, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;

export const textOf = (record: JsonRecord, key: string): string | undefined => {
  const value = entryOf(record, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The list under a key; [] where there is none. */
export const listOf = (record: JsonRecord, key: string): readonly unknown[] => {
  const value = entryOf(record, key);
  return Array.isArray(value) ? value : [];
};
