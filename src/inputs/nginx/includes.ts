import type { Source } from '../../model/experiment.ts';
import { ok, problem, type Result } from '../../model/result.ts';
import type { IncludedFile, IncludeReader } from '../../model/service.ts';
import type { Findings } from '../findings.ts';
import type { Word } from './words.ts';

/** An `include` directive. */
export interface Inclusion {
  readonly words: readonly Word[];
  readonly source: Source;
  /** The block that it stands in. */
  readonly inside: string;
}

/** Files in files: what includes itself would never end. */
const DEEPEST = 16;
const MOST_FILES = 1000;

/** Characters of all files together. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

/** Blocks in which a file may say where a server listens. */
const MATTERS = ['', 'http', 'stream', 'mail', 'server'];

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

  /** Calls `read` for each file that a directive includes. */
  each(inclusion: Inclusion, read: (file: IncludedFile) => void): void {
    if (!MATTERS.includes(inclusion.inside)) return;
    const found = this.#found(inclusion);
    if (!found.ok) this.#findings.complain(inclusion.source, found.error.message, found.error.hint);
    this.#depth++;
    for (const file of found.ok ? found.value : []) {
      this.#files++;
      this.#characters += file.text.length;
      if (this.#beyond() === undefined) read(file);
    }
    this.#depth--;
  }

  #found({ words, source }: Inclusion): Result<readonly IncludedFile[]> {
    const [, pattern, more] = words;
    if (pattern === undefined || more !== undefined)
      return problem('include takes one path', 'write one include for each path');
    const beyond = this.#beyond();
    if (beyond !== undefined) return problem(beyond, 'look for a file that includes itself');
    if (this.#reader !== undefined) return this.#reader(pattern.text);
    this.#findings.skip(source, `include ${pattern.text}`, 'the files that it includes cannot be read from here');
    return ok([]);
  }

  #beyond(): string | undefined {
    if (this.#depth >= DEEPEST) return `files are included more than ${DEEPEST} deep`;
    if (this.#files > MOST_FILES) return `more than ${MOST_FILES} files are included`;
    return this.#characters > MOST_CHARACTERS ? 'the included files are larger than 16 MiB together' : undefined;
  }
}
