import type { Source } from '../../model/experiment.ts';
import type { IncludedFile, IncludeReader } from '../../model/service.ts';
import { Findings } from '../findings.ts';
import { Includes } from '../includes.ts';
import { placesIn, type SourceAt } from '../places.ts';
import type { InputReader } from '../surroundings.ts';
import { isEffective } from './effective.ts';
import { isSshdKeyword } from './keywords.ts';
import { SshdSettings } from './settings.ts';
import { type SshdLine, sshdLines } from './words.ts';

/** Reads the output of `sshd -T`, or sshd_config. One service: sshd. */
export const readSshd: InputReader = (text, file, { include }) => {
  const findings = new Findings();
  const reader = new SshdReader(findings, include);
  reader.read({ file, text });
  reader.complainOfNothing({ file, line: 1, column: 1 });
  const lines = reader.settings.lines({ file, line: 1, column: 1 });
  // sshd -T prints addresses in the order of its sockets, which is that of sshd_config reversed.
  const ordered = isEffective(text) ? [...lines].reverse() : lines;
  return findings.result(lines.length === 0 ? [] : [{ id: 'sshd', profile: 'sshd', lines: ordered }]);
};

class SshdReader {
  readonly settings: SshdSettings;
  readonly #findings: Findings;
  readonly #includes: Includes;
  #lines = 0;
  #isKnown = false;

  constructor(findings: Findings, include: IncludeReader | undefined) {
    this.settings = new SshdSettings(findings);
    this.#findings = findings;
    this.#includes = new Includes(findings, include);
  }

  /** Reads a file to its first Match, after which no address may stand. */
  read({ file, text }: IncludedFile): void {
    const at = placesIn(file, text);
    for (const line of sshdLines(text)) {
      this.#lines++;
      this.#isKnown ||= isSshdKeyword(line.keyword);
      if (this.#findings.isFull || line.keyword === 'match') return;
      if (line.keyword === 'include') this.#included(line, at);
      else this.settings.set(line.keyword, line.words, at(line.at), at);
    }
  }

  /** sshd takes port 22 where no line says another; a file of which it knows no word is not its own. */
  complainOfNothing(source: Source): void {
    if (this.#isKnown || this.#lines === 0 || this.#findings.hasProblems) return;
    this.#findings.complain(source, 'no line has a setting of sshd', 'give sshd_config, or the output of sshd -T');
  }

  #included({ words }: SshdLine, at: SourceAt): void {
    for (const { text, at: offset } of words) {
      const source = at(offset);
      const problem = this.#includes.each(text, source, (included) => this.read(included));
      // sshd goes on where there is no such file.
      if (problem !== undefined) this.#findings.remark(source, `Include ${text}`, problem.message);
    }
  }
}
