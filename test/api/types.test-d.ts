import { describe, test } from 'vitest';
import type * as z from 'zod';
import type { FileInput } from '../../src/api/types/file-input.ts';
import type { HostDescription } from '../../src/api/types/host-description.ts';
import type { Report } from '../../src/api/types/report.ts';
import type { Rule } from '../../src/api/types/rule.ts';
import type { MatrixJson } from '../../src/api/types/run-result.ts';
import type { WhyAnswer } from '../../src/api/types/why-answer.ts';
import type { configFile } from '../../src/config/file-schema.ts';
import type { DeepReadonly } from '../../src/contracts/readonly.ts';
import type { ReportJson } from '../../src/contracts/report.ts';
import type { RulesJson } from '../../src/contracts/rules.ts';
import type { HostJson } from '../../src/contracts/snapshot.ts';
import type { WhyJson } from '../../src/contracts/why.ts';

/** A type with everything that it inherits written out, so that two that were written in different ways can be compared. */
type Flat<T> = T extends (...args: never) => unknown
  ? T
  : T extends readonly unknown[]
    ? { readonly [I in keyof T]: Flat<T[I]> }
    : T extends object
      ? { [K in keyof T]: Flat<T[K]> }
      : T;

/** Identical: also in which keys are optional and which are read-only. */
type Same<A, B> =
  (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2
    ? [A, B] extends [B, A]
      ? true
      : 'not assignable to each other'
    : 'not the same type';

/** Does not compile where the types differ. */
const same = <A, B>(..._proof: Same<A, B> extends true ? [] : [Same<A, B>]): void => undefined;

describe('the interfaces that are written for the library', () => {
  test('of a file are what the schema takes, but that the version may be left out', () => {
    type Schema = DeepReadonly<z.input<ReturnType<typeof configFile>>>;
    same<Omit<FileInput, 'version'>, Omit<Schema, 'version'>>();
    same<NonNullable<FileInput['version']>, Schema['version']>();
  });

  test('of a report are its JSON, but that a matrix is read cell by cell, without what demo and --beside add', () => {
    same<Omit<Report, 'matrices'>, Omit<ReportJson, 'matrices' | 'stories' | 'beside'>>();
    same<MatrixJson, ReportJson['matrices'][number]>();
    same<ReturnType<Report['matrices'][number]['toJSON']>, MatrixJson>();
  });

  test('of an answer, a host and a rule are their JSON', () => {
    same<WhyAnswer, WhyJson>();
    same<HostDescription, HostJson>();
    same<Rule, RulesJson['rules'][number]>();
  });

  test('are told apart from another type by this very comparison', () => {
    // @ts-expect-error a key is missing
    same<Omit<Rule, 'id'>, Rule>();
    // @ts-expect-error a key is optional
    same<Partial<Rule>, Rule>();
    // @ts-expect-error a key can be written
    same<{ -readonly [K in keyof Rule]: Rule[K] }, Rule>();
    // @ts-expect-error a word is missing
    same<Omit<Rule, 'os'> & { readonly os: 'linux' }, Rule>();
  });
});
