import type * as z from 'zod/mini';

const isScalar = (input: unknown): boolean => input !== undefined && typeof input !== 'object';

const MUST: Readonly<Record<string, (input: unknown) => string>> = {
  array: (input) => (isScalar(input) ? `must be a list\nwrite [${String(input)}]` : 'must be a list'),
  tuple: () => 'must be a list',
  object: () => 'must be a mapping\nwrite lines of "key: value"',
  record: () => 'must be a mapping\nwrite lines of "key: value"',
  boolean: () => 'must be true or false',
  string: (input) => (isScalar(input) ? 'must be text\nput it into quotes' : 'must be text'),
  number: () => 'must be a number',
  int: () => 'must be a whole number',
};

/**
 * The message for a value that no reader of this program has looked at. It begins with "must"; its subject is added
 * later.
 */
export function genericMessage(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') return MUST[issue.expected]?.(issue.input);
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    return values.length > 3 ? `must be one of ${values.join(', ')}` : `must be ${values.join(' or ')}`;
  }
  if (issue.code === 'too_small')
    return issue.origin === 'string' ? 'must not be empty' : `must be at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}`;
  return undefined;
}
