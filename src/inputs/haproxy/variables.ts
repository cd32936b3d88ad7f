import { ownEntry } from '../own-entry.ts';
import type { Environment } from './words.ts';

/** Lines of `global` that change variables, with the number of words that they need (configuration manual, 3.1). */
const CHANGES: Readonly<Record<string, number>> = { setenv: 3, presetenv: 3, unsetenv: 2, resetenv: 1 };

/** Whether a word of `global` changes variables. */
export const changesVariables = (word: string): boolean => Object.hasOwn(CHANGES, word);

/** The variables of HAProxy while it reads its file: those of its start, as the lines of `global` so far change them. */
export class Variables {
  readonly #values: Record<string, string | undefined>;

  constructor(values: Environment) {
    // Without a prototype any name is a plain one.
    this.#values = Object.assign(Object.create(null), values);
  }

  get values(): Environment {
    return this.#values;
  }

  /** Does what a line says; false where a word of it is missing. */
  change([line = '', ...words]: readonly string[]): boolean {
    if (words.length + 1 < (ownEntry(CHANGES, line) ?? 0)) return false;
    const [name = '', value = ''] = words;
    if (line === 'setenv' || (line === 'presetenv' && this.#values[name] === undefined)) this.#values[name] = value;
    if (line === 'unsetenv') for (const one of words) delete this.#values[one];
    if (line === 'resetenv')
      for (const one of Object.keys(this.#values)) if (!words.includes(one)) delete this.#values[one];
    return true;
  }
}
