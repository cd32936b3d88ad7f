import { type ConfigProblem, problemAt } from '../../config/config-problem.ts';
import { JsonPlaces } from '../../config/json-places.ts';
import { readJson } from '../../config/json-syntax.ts';
import { placesIn, type SourceAt } from '../../config/source-at.ts';
import type { HostSnapshot } from '../../model/host-snapshot.ts';
import { err, type Problem, type Result } from '../../model/result.ts';
import { snapshotOf } from './build.ts';
import { checkHostDocument, type SchemaIssue } from './check.ts';

/** The form of the member `schema` of all documents of this kind, of whatever version. */
const SCHEMA = /^bindmatrix\/host@(\d{1,9})$/;
const VERSION = 1;

/** Whether a JSON value says of itself that it is a snapshot of a host, of whatever version. */
export const isHostDocument = (value: unknown): boolean => SCHEMA.test(schemaOf(value));

/**
 * Reads what `bindmatrix snapshot` has written: `bindmatrix/host@1`. `name`: that of the file in messages. The error has
 * the problems, each with its place. Never throws.
 */
export function readHostDocument(
  text: string,
  name = '<snapshot>',
): Result<HostSnapshot, readonly [ConfigProblem, ...ConfigProblem[]]> {
  const at = placesIn(name, text);
  const json = readJson(text);
  if (!json.ok) return err([problemAt(at(json.error.offset), notJson(text, json.error.message))]);
  const { value } = json;
  const places = new JsonPlaces(text);
  const other = otherDocument(value);
  if (other !== undefined) return err([problemAt(at(places.find(['schema']).value), other)]);
  const checked = checkHostDocument(value as object);
  if (!checked.ok) return err(problemsOf(checked.error, places, at));
  return snapshotOf(checked.value, (path, problem) => problemAt(at(places.find(path).value), problem));
}

export const HINT = '$0 snapshot -o FILE writes a snapshot';

const notJson = (text: string, message: string): Problem =>
  text.trim() === ''
    ? { message: 'the file is empty', hint: HINT }
    : { message: `not a snapshot: invalid JSON: ${message}`, hint: HINT };

const schemaOf = (value: unknown): string => {
  const schema = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
  return typeof schema === 'string' ? schema : '';
};

/** What is wrong where the whole document is another one, or of another version. */
export function otherDocument(value: unknown): Problem | undefined {
  const schema = schemaOf(value);
  const version = Number(SCHEMA.exec(schema)?.[1] ?? 0);
  if (version === VERSION) return undefined;
  if (version > VERSION)
    return {
      message: `${schema} is of a newer bindmatrix; this one reads bindmatrix/host@${VERSION}`,
      hint: 'read it with the bindmatrix that wrote it, or a newer one',
    };
  const what = schema === '' ? 'it does not say "schema": "bindmatrix/host@1"' : `it is ${schema}`;
  return { message: `not a snapshot: ${what}`, hint: HINT };
}

function problemsOf(
  issues: readonly SchemaIssue[],
  places: JsonPlaces,
  at: SourceAt,
): readonly [ConfigProblem, ...ConfigProblem[]] {
  const [first, ...others] = issues.map(({ path, message }) =>
    problemAt(at(places.find(path).value), { message: worded(path, message), hint: HINT }),
  );
  if (first === undefined) throw new RangeError('a document was refused, and no issue is named');
  return [first, ...others];
}

/** `sockets[3].port must be a number`. The second line of a message is a hint for those who write YAML. */
export function worded(path: readonly PropertyKey[], message: string): string {
  const [line = ''] = message.split('\n');
  const subject = path.length === 0 ? 'the snapshot' : path.map(partText).join('');
  return line.startsWith('must ') ? `${subject} ${line}` : `${subject}: ${line.toLowerCase()}`;
}

const partText = (key: PropertyKey, i: number): string =>
  typeof key === 'number' ? `[${key}]` : `${i === 0 ? '' : '.'}${String(key)}`;
