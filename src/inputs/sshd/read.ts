import type { IncludedFile, IncludeReader } from '../../model/service.ts';
import { Findings } from '../findings.ts';
import { placesIn, type SourceAt } from '../places.ts';
import type { InputReader } from '../surroundings.ts';
import { SshdSettings } from './settings.ts';
import { type SshdLine, sshdLines } from './words.ts';

/** Files in files: sshd itself stops at 16 (SERVCONF_MAX_DEPTH). */
const DEEPEST = 16;
const MOST_FILES = 1000;

/** Reads the output of `sshd -T`, or sshd_config. One service: sshd. */
export const readSshd: InputReader = (text, file, { include }) => {
  const findings = new Findings();
  const reader = new SshdReader(findings, include);
  reader.read({ file, text }, 0);
  const lines = reader.settings.lines({ file, line: 1, column: 1 });
  // sshd -T prints addresses in the order of its sockets, which is that of sshd_config reversed.
  const ordered = isEffective(text) ? [...lines].reverse() : lines;
  return findings.result(lines.length === 0 ? [] : [{ id: 'sshd', profile: 'sshd', lines: ordered }]);
};

/** Whether a text is what `sshd -T` prints: all that sshd knows, in lower case. */
export const isEffective = (text: string): boolean =>
  /^listenaddress \S+:\d+\r?$/m.test(text) && /^addressfamily \w+\r?$/m.test(text) && !/^[ \t]*[#A-Z]/m.test(text);

class SshdReader {
  readonly settings: SshdSettings;
  readonly #findings: Findings;
  readonly #include: IncludeReader | undefined;
  #files = 0;

  constructor(findings: Findings, include: IncludeReader | undefined) {
    this.settings = new SshdSettings(findings);
    this.#findings = findings;
    this.#include = include;
  }

  /** Reads a file to its first Match, after which no address may stand. */
  read({ file, text }: IncludedFile, depth: number): void {
    const at = placesIn(file, text);
    for (const line of sshdLines(text)) {
      if (this.#findings.isFull || line.keyword === 'match') return;
      if (line.keyword === 'include') this.#included(line, at, depth);
      else this.settings.set(line.keyword, line.words, at(line.at), at);
    }
  }

  #included({ words }: SshdLine, at: SourceAt, depth: number): void {
    for (const { text, at: offset } of words) {
      const source = at(offset);
      if (this.#include === undefined) {
        this.#findings.skip(source, `Include ${text}`, 'the files that it includes cannot be read from here');
      } else if (depth >= DEEPEST || this.#files > MOST_FILES) {
        this.#findings.complain(
          source,
          'too many files are included, or too deep',
          'look for a file that includes itself',
        );
      } else this.#each(this.#include(text), source, depth);
    }
  }

  #each(found: ReturnType<IncludeReader>, source: ReturnType<SourceAt>, depth: number): void {
    if (!found.ok) {
      // sshd goes on where there is no such file.
      this.#findings.remark(source, 'Include', found.error.message);
      return;
    }
    for (const file of found.value) if (this.#files++ <= MOST_FILES) this.read(file, depth + 1);
  }
}
