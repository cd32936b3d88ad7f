import { genericMessage } from '../../config/generic-message.ts';
import { type HostJson, hostDocument } from '../../contracts/snapshot.ts';
import { err, ok, type Result } from '../../model/result.ts';

/** Something that is not by the schema. */
export interface SchemaIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** So many problems are told of a file: what wrote it went wrong, and nobody mends it by hand. */
const MOST_PROBLEMS = 10;

const LISTS = ['localhost', 'interfaces', 'addresses', 'sockets'] as const;

/** Checks a document by its schema, its lists entry by entry: each entry that is wrong costs many times its size. */
export function checkHostDocument(value: object): Result<HostJson, readonly SchemaIssue[]> {
  const given = value as Readonly<Record<string, unknown>>;
  const lists = LISTS.filter((key) => Array.isArray(given[key]));
  const empty = Object.fromEntries(lists.map((key) => [key, []]));
  const frame = hostDocument.safeParse({ ...given, ...empty }, { error: genericMessage });
  const issues: SchemaIssue[] = [...(frame.error?.issues ?? [])];
  for (const key of lists) checkEntries(key, given[key] as readonly unknown[], issues);
  return issues.length === 0 ? ok(value as HostJson) : err(issues.slice(0, MOST_PROBLEMS));
}

function checkEntries(key: (typeof LISTS)[number], entries: readonly unknown[], issues: SchemaIssue[]): void {
  const schema = hostDocument.shape[key].element;
  for (const [i, entry] of entries.entries()) {
    const checked = schema.safeParse(entry, { error: genericMessage });
    for (const { path, message } of checked.error?.issues ?? []) issues.push({ path: [key, i, ...path], message });
    if (issues.length >= MOST_PROBLEMS) return;
  }
}
