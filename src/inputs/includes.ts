import type { Source } from '../model/experiment.ts';
import type { Problem } from '../model/result.ts';
import type { IncludedFile, IncludeReader } from '../model/service.ts';
import type { Findings } from './findings.ts';
import type { Surroundings } from './surroundings.ts';

/** Files in files: what includes itself would never end. */
const DEEPEST = 16;
const MOST_FILES = 1000;

/** Characters of all files together. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

/** Follows includes, within bounds. */
export class Includes {
  readonly #findings: Findings;
  readonly #reader: IncludeReader | undefined;
  readonly #missingFolder: Surroundings['missingFolder'];
  #depth = 0;
  #files = 0;
  #characters = 0;

  /** `missingFolder`: that of a glob, where it is not there; the glob then names no file, which no server minds. */
  constructor(
    findings: Findings,
    reader: IncludeReader | undefined,
    missingFolder: Surroundings['missingFolder'] = undefined,
  ) {
    this.#findings = findings;
    this.#reader = reader;
    this.#missingFolder = missingFolder;
  }

  /** Calls `read` for each file that a path or glob names. What keeps the files from being read is the answer. */
  each(pattern: string, source: Source, read: (file: IncludedFile) => void): Problem | undefined {
    if (this.#reader === undefined) {
      this.#findings.skip(source, `include ${pattern}`, 'the files that it includes cannot be read from here');
      return undefined;
    }
    if (this.#depth >= DEEPEST) {
      this.#beyond(source, `files are included more than ${DEEPEST} deep`);
      return undefined;
    }
    const found = this.#reader(pattern);
    if (!found.ok) return found.error;
    const missing = found.value.length === 0 ? this.#missingFolder?.(pattern) : undefined;
    if (missing !== undefined)
      this.#findings.skip(source, `include ${pattern}`, `there is no folder ${missing}: no file is read`);
    this.#depth++;
    for (const file of found.value) {
      if (!this.#count(file, source)) break;
      read(file);
    }
    this.#depth--;
    return undefined;
  }

  /** Whether one more file is within bounds. */
  #count({ text }: IncludedFile, source: Source): boolean {
    this.#files++;
    this.#characters += text.length;
    if (this.#files > MOST_FILES) this.#beyond(source, `more than ${MOST_FILES} files are included`);
    else if (this.#characters > MOST_CHARACTERS)
      this.#beyond(source, 'the included files are larger than 16 MiB together');
    else return true;
    return false;
  }

  #beyond(source: Source, message: string): void {
    this.#findings.complain(source, message, 'look for a file that includes itself');
  }
}
