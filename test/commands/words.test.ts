import { expect, test } from 'vitest';
import { versionAsked, wordsAsFlags } from '../../src/commands/command-line/words.ts';

test.each([
  [['help'], ['--help']],
  [
    ['help', 'run'],
    ['run', '--help'],
  ],
  [['help', 'help'], ['--help']],
  [['version'], ['--version']],
  [
    ['version', '--verbose'],
    ['--version', '--verbose'],
  ],
  // What is no command is complained of.
  [['help', 'rnu'], ['rnu']],
  [
    ['run', 'help'],
    ['run', 'help'],
  ],
  [[], []],
])('%j is read as %j', (args, read) => expect(wordsAsFlags(args, ['run', 'why'])).toEqual(read));

test.each([
  [['--version'], 'short'],
  [['-V'], 'short'],
  [['--version', '--verbose'], 'verbose'],
  [['--verbose', '-V'], 'verbose'],
  [['--version', '-V'], undefined],
  [['--verbose'], undefined],
  [['run', '--version'], undefined],
])('%j asks for the version: %s', (args, asked) => expect(versionAsked(args)).toBe(asked));
