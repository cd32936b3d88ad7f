import type { Source } from '../model/experiment.ts';
import type { Problem } from '../model/result.ts';
import type { IncludedFile, IncludeReader } from '../model/service.ts';
import type { Findings } from './findings.ts';

/** Files in files: what includes itself would never end. */
const DEEPEST = 16;
const MOST_FILES = 1000;

/** Characters of all files together. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

/** Follows includes, within bounds. */
export class Includes {
  readonly #findings: Findings;
  readonly #reader: IncludeReader | undefined;
  #depth = 0;
  #files = 0;
  #characters = 0;

  constructor(findings: Findings, reader: IncludeReader | undefined) {
    this.#findings = findings;
    this.#reader = reader;
  }

  /** Calls `read` for each file that a path or glob names. What keeps the files from being read is the answer. */
  each(pattern: string, source: Source, read: (file: IncludedFile) => void): Problem | undefined {
    if (this.#reader === undefined) {
      this.#findings.skip(source, `include ${pattern}`, 'the files that it includes cannot be read from here');
      return undefined;
    }
    const beyond = this.#beyond();
    if (beyond !== undefined) {
      this.#findings.complain(source, beyond, 'look for a file that includes itself');
      return undefined;
    }
    const found = this.#reader(pattern);
    if (!found.ok) return found.error;
    this.#depth++;
    for (const file of found.value) {
      this.#files++;
      this.#characters += file.text.length;
      if (this.#beyond() === undefined) read(file);
    }
    this.#depth--;
    return undefined;
  }

  #beyond(): string | undefined {
    if (this.#depth > DEEPEST) return `files are included more than ${DEEPEST} deep`;
    if (this.#files > MOST_FILES) return `more than ${MOST_FILES} files are included`;
    return this.#characters > MOST_CHARACTERS ? 'the included files are larger than 16 MiB together' : undefined;
  }
}
