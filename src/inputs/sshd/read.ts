import { nearest } from '../../config/nearest.ts';
import type { Source } from '../../model/experiment.ts';
import type { IncludedFile } from '../../model/service.ts';
import { Findings } from '../findings.ts';
import { Includes } from '../includes.ts';
import { complainOfMark, placesIn, type SourceAt } from '../places.ts';
import type { InputReader } from '../surroundings.ts';
import { isEffective } from './effective.ts';
import { DECIDING, isSshdKeyword } from './keywords.ts';
import { isListening, SshdSettings } from './settings.ts';
import { type SshdLine, sshdLines, type Word } from './words.ts';

/** Reads the output of `sshd -T`, or sshd_config. One service: sshd. */
export const readSshd: InputReader = (text, file, { include, missingFolder }) => {
  const findings = new Findings();
  const reader = new SshdReader(findings, new Includes(findings, include, missingFolder));
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
  /** The lines are for all connections. */
  #isMatched = true;

  constructor(findings: Findings, includes: Includes) {
    this.settings = new SshdSettings(findings);
    this.#findings = findings;
    this.#includes = includes;
  }

  /** Reads a file. What stands below a Match that is for some alone may not say where sshd listens. */
  read({ file, text }: IncludedFile): void {
    const at = placesIn(file, text);
    const isMatched = this.#isMatched;
    complainOfMark(text, at(0), this.#findings);
    for (const line of sshdLines(text)) {
      if (this.#findings.isFull) return;
      this.#lines++;
      this.#line(line, at);
    }
    // A Match ends with its file (process_server_config_line_depth() of OpenSSH).
    this.#isMatched = isMatched;
  }

  #line(line: SshdLine, at: SourceAt): void {
    const { keyword, words, openQuote } = line;
    const source = at(line.at);
    const isKnown = isSshdKeyword(keyword);
    this.#isKnown ||= isKnown;
    if (openQuote !== undefined) this.#findings.complain(at(openQuote), 'a text in quotes does not end', 'close it');
    if (!isKnown) this.#unknown(line, source);
    if (keyword === 'match') this.#match(words, source);
    else if (keyword === 'include') this.#included(line, at);
    else if (this.#isMatched) this.settings.set(keyword, words, source, at);
    else if (isListening(keyword))
      this.#findings.complain(source, `${keyword} may not stand below a Match`, 'put it before the first Match');
  }

  /** sshd ends where it does not know a word; which ones it knows depends on its release. */
  #unknown({ keyword, words }: SshdLine, source: Source): void {
    const meant = nearest(keyword, DECIDING);
    if (meant !== undefined)
      this.#findings.complain(source, `sshd has no setting "${keyword}"`, `did you mean ${meant}?`);
    else
      this.#findings.remark(
        source,
        [keyword, ...words.map(({ text }) => text)].join(' '),
        'sshd ends if it does not know this setting, as 10.0 does not',
      );
  }

  /** `Match all` ends the Match before it: what follows is for all connections again. */
  #match(words: readonly Word[], source: Source): void {
    const [first, second] = words.map(({ text }) => text.toLowerCase());
    if (first === undefined) this.#findings.complain(source, 'Match has no criterion', 'such as Match user NAME');
    this.#isMatched = first === 'all' && second === undefined;
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
