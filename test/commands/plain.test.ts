import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommandOptions, Flag } from '../../src/commands/command-line/definition.ts';
import { times } from '../setup/long.ts';
import { OPTIONS, readAsPlain, readByYargs } from './reading.ts';

const NAMES = OPTIONS.map(({ name }) => name);

/** What may stand for a value or an operand: words, and what a reader could take for something else. */
const anyText = fc.oneof(
  fc.constantFrom('80', '0.0.0.0:80', 'a,b', '-', 'x=y', '1e3', '0x10', '"q"', "'q'", ' ', 'true', 'false', '~', '-1'),
  fc.constantFrom(...NAMES, 'json', 'terminal', 'help', '--', '', '$0', '_', '__proto__', 'é\n'),
  fc.string({ maxLength: 4 }),
);

function wordsOf(name: string, { kind, alias, ...more }: Flag): fc.Arbitrary<string[]> {
  const spelling = fc.constantFrom(`--${name}`, ...(alias === undefined ? [] : [`-${alias}`]));
  if (kind === 'switch') return fc.tuple(spelling);
  const choices = 'choices' in more && more.choices !== undefined ? [fc.constantFrom(...more.choices)] : [];
  const value = fc.oneof(anyText, ...choices);
  return fc.oneof(
    fc.tuple(spelling, value),
    fc.tuple(value).map(([text]) => [`--${name}=${text}`]),
  );
}

/** A call of a command, mostly well formed. */
function callOf({ name, flags }: CommandOptions): fc.Arbitrary<string[]> {
  const parts = [
    anyText.map((word) => [word]),
    ...Object.entries(flags).map(([flag, definition]) => wordsOf(flag, definition)),
  ];
  const call = fc.array(fc.oneof(...parts), { maxLength: 5 }).map((words) => words.flat());
  return fc.oneof({ weight: 6, arbitrary: call.map((words) => [name, ...words]) }, { weight: 1, arbitrary: call });
}

describe('the plain reader', () => {
  test('reads a call as yargs does, or leaves it to yargs', async () => {
    let plain = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(...OPTIONS.map(callOf)), async (args) => {
        const reading = readAsPlain(args);
        if (reading === undefined) return;
        plain += 1;
        expect(await readByYargs(args)).toEqual(reading);
      }),
      { numRuns: times(100, 2_000) },
    );
    expect(plain).toBeGreaterThan(times(20, 400));
  });

  test.each([
    [[]],
    [['run']],
    [['--port', '80']],
    [['run', '--in=sandbox', '--address', '10.0.0.1,10.0.0.2', '-p', '80', '--live']],
    [['why', '0.0.0.0:80', '[::]:80', '--passive', '--format', 'json']],
    [['why', '-', '--netns=web']],
    [['check', 'a.yaml', 'b.yaml', '-o', 'x.md', '--only', 'a', '--only', 'b']],
    [['demo', 'who-closes-first']],
    [['rules', 'linux.*', '--example']],
  ])('reads %j itself', async (args) => {
    const reading = readAsPlain(args);
    expect(reading).toBeDefined();
    expect(await readByYargs(args)).toEqual(reading);
  });

  test.each([
    [['--help']],
    [['run', '-V']],
    [['why', '--', '80']],
    [['run', '-p80']],
    [['--format', 'json', 'why', '80']],
    [['serve', '--port', '1', '--port', '2']],
    [['run', '--format', 'yaml']],
    [['rnu']],
    [['rules', '-']],
  ])('leaves %j to yargs', (args) => {
    expect(readAsPlain(args)).toBeUndefined();
  });
});
