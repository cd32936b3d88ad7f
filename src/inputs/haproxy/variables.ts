import type { Environment } from './words.ts';

/** Lines of `global` that change variables, with the number of words that they need (configuration manual, 3.1). */
const CHANGES: Readonly<Record<string, number>> = { setenv: 3, presetenv: 3, unsetenv: 2, resetenv: 1 };

/** Whether a word of `global` changes variables. */
export const changesVariables = (word: string): boolean => Object.hasOwn(CHANGES, word);

/** The variables of HAProxy while it reads its file: those of its start, as the lines of `global` so far change them. */
export class Variables {
  #values: Environment;

  constructor(values: Environment) {
    this.#values = values;
  }

  get values(): Environment {
    return this.#values;
  }

  /** Does what a line says; its words after the first are the answer where one is missing. */
  change([line = '', ...words]: readonly string[]): boolean {
    if (words.length + 1 < (CHANGES[line] ?? 0)) return false;
    const [name = '', value = ''] = words;
    if (line === 'setenv' || (line === 'presetenv' && !Object.hasOwn(this.#values, name)))
      this.#values = { ...this.#values, [name]: value };
    if (line === 'unsetenv') this.#keep((one) => !words.includes(one));
    if (line === 'resetenv') this.#keep((one) => words.includes(one));
    return true;
  }

  #keep(isKept: (name: string) => boolean): void {
    this.#values = Object.fromEntries(Object.entries(this.#values).filter(([name]) => isKept(name)));
  }
}
