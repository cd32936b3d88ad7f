import { expect, test } from 'vitest';
import { commandWords } from '../../src/commands/command-line/command-words.ts';
import { OPTIONS } from './reading.ts';

test.each([
  [
    ['sandbox', '--address', '::', '--', 'nc', '-l', '--', '80'],
    ['sandbox', '--address', '::'],
    ['nc', '-l', '--', '80'],
  ],
  [['sandbox', '--', '', '-1', '--help', '1e3', '$0'], ['sandbox'], ['', '-1', '--help', '1e3', '$0']],
  [['sandbox', '--join'], ['sandbox', '--join'], []],
  // Of another command they are operands.
  [['why', '--', '80'], ['why', '--', '80'], []],
  [['--', 'sandbox'], ['--', 'sandbox'], []],
])('%j is read without the words of its command, which stay as they are', (args, own, words) =>
  expect(commandWords(args, OPTIONS)).toEqual({ own, words }),
);
