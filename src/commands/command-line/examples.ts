import { type Command, commandLines, commandParts } from '../../report/index.ts';
import type { CommandOptions } from './definition.ts';

/**
 * The examples of a command for the end of its help, which is `columns` wide: each a command that can be pasted, and below
 * it what it does. Two columns beside each other would mix where a command runs over several lines.
 */
export function examplesText(examples: CommandOptions['examples'], program: string, columns: number): string[] {
  if (examples.length === 0) return [];
  const lines = examples.flatMap(([line, about]) => [
    ...commandLines(called(line, program), columns - INDENT).map((one) => ' '.repeat(INDENT) + one),
    `${' '.repeat(2 * INDENT)}${about}`,
  ]);
  return ['Examples:', ...lines, ''];
}

const INDENT = 2;

const called = (line: string, program: string): Command =>
  commandParts(line).map((part) => (part === '$0' ? program : part));
