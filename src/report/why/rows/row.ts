import type { Command } from '../../text/command.ts';
import { counted } from '../../text/counted.ts';
import type { Say, Words } from '../../text/say.ts';

/** How something is known. */
export type Mark = 'observed' | 'from the rules' | 'predicted' | 'tried' | 'predicted, tried' | 'not read' | '';

/** One line of the answer. Without a label it continues the one before. */
export interface Row {
  readonly label: Words | '';
  readonly text: string;
  readonly mark: Mark;
  readonly tone: 'plain' | 'good' | 'bad' | 'unsure';
  /** What to run, to copy; below the text. */
  readonly command?: Command;
}

/** Rows of one label, which only the first shows. */
export const labelled = (
  label: Row['label'],
  mark: Mark,
  texts: readonly string[],
  tone: Row['tone'] = 'plain',
): Row[] => texts.map((text, i) => ({ label: i === 0 ? label : '', text, mark, tone }));

/** How many of a kind are named. */
export const NAMED = 4;

/** The first few, and how many more there are. */
export function few(texts: readonly string[], noun: 'listener' | 'kind' | 'holder', say: Say): string[] {
  if (texts.length <= NAMED) return [...texts];
  const more = counted(say, texts.length - NAMED, `and {n} more ${noun}`, `and {n} more ${noun}s`);
  return [...texts.slice(0, NAMED), more];
}
