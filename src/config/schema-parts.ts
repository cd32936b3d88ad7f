import * as z from 'zod/mini';
import type { Problem } from '../model/result.ts';
import { oneLine } from './config-problem.ts';
import type { Reader } from './values.ts';

/** zod has one text for each problem: the message and the hint are two lines of it, which `unpack` separates. */
const pack = ({ message, hint }: Problem): string =>
  hint === undefined ? oneLine(message) : `${oneLine(message)}\n${oneLine(hint)}`;

export function unpack(packed: string): Problem {
  const [message = '', hint] = packed.split('\n');
  return hint === undefined ? { message } : { message, hint };
}

/** A schema that is made when it is first asked for: to make all of them takes longer than to check most files. */
export function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Gives zod the message of `read`, which the flags use as well. */
export const says = (read: Reader<unknown>) => ({
  error: ({ input }: { input?: unknown }): string | undefined => {
    const value = read(input);
    return value.ok ? undefined : pack(value.error);
  },
});

/** Tells of a schema in the JSON Schema. It is told of this very one, not of a copy: two places of one schema need two. */
export function about<T extends z.ZodMiniType>(schema: T, told: string | z.core.GlobalMeta): T {
  z.globalRegistry.add(schema, typeof told === 'string' ? { description: told } : told);
  return schema;
}

/** The schema of a key that may be left out, and what the JSON Schema tells of it. */
export const optional = <T extends z.ZodMiniType>(schema: T, told: string | z.core.GlobalMeta) =>
  about(z.optional(schema), told);

/** The schema of a section: it may also be empty. */
export const section = <T extends z.ZodMiniType>(schema: T, told: string) => about(z.nullish(schema), told);

/** The schema of a switch that may be left out. */
export const flag = (told: string) => optional(z.boolean(), told);

/** The schema of a text that `read` accepts. */
export const text = (read: Reader<unknown>) =>
  z.string({ ...says(read), checks: [z.refine((value) => read(value).ok, says(read))] });

/** The schema of a text with at least one character. */
export const someText = () => z.string({ checks: [z.minLength(1)] });

/** The schema of a whole number that `read` accepts; the limits are for the JSON Schema. */
export const integer = (read: Reader<number>, lowest: number, highest: number) =>
  z.int(says(read)).check(z.minimum(lowest, says(read)), z.maximum(highest, says(read)));

/** The schema of a whole number within limits. */
export const integerWithin = (lowest: number, highest: number) => z.int().check(z.minimum(lowest), z.maximum(highest));

/** The schema of one of a few words. */
export const word = <T extends string>(words: readonly T[], read: Reader<T>) => z.enum(words, says(read));

/** The schema of a list with at least one entry. */
export const list = <T extends z.ZodMiniType>(item: T) =>
  z.array(item).check(
    z.minLength(1, {
      error: pack({ message: 'the list is empty', hint: 'write at least one, or leave the key out' }),
    }),
  );

/** The schema of one value, or of a list of them. */
export const oneOrMore = <T extends z.ZodMiniType>(item: T, read: Reader<unknown>) =>
  z.union([item, list(item)], says(read));

/**
 * The schema of a mapping without unknown keys. Its message on one has the known keys, so that the nearest can be
 * named.
 */
export const strict = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : undefined),
  });
