import type { Source } from '../../model/experiment.ts';
import type { Findings } from '../findings.ts';
import { type Truth, truthOf } from './conditions.ts';
import type { Environment } from './words.ts';

/** A `.if` that is open. */
interface Block {
  readonly source: Source;
  /** The lines around it are read. */
  readonly isOuterRead: boolean;
  /** A branch before, or this one, is taken; `unknown`: may be. */
  taken: Truth;
  isRead: boolean;
  /** The branch is read because its condition is true, and none before it can be. */
  isSure: boolean;
  hasElse: boolean;
}

/** `.if` in `.if` (MAXCONDDEPTH is 100, defaults.h of HAProxy). */
const DEEPEST = 100;

const CONDITIONS = ['.if', '.elif', '.else', '.endif'];
const MESSAGES = ['.notice', '.warning', '.diag', '.alert'];

/** Which lines of haproxy.cfg are read: those of branches that are taken, or may be. */
export class Branches {
  readonly #findings: Findings;
  readonly #blocks: Block[] = [];

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** The next line is read. */
  get isRead(): boolean {
    return this.#blocks.at(-1)?.isRead ?? true;
  }

  /** The next line is read, and that is sure: no condition around it is undecided. */
  get isSure(): boolean {
    return this.#blocks.every(({ isSure }) => isSure);
  }

  /** Takes a line whose first word begins with a point. */
  line([first = '', ...words]: readonly string[], source: Source, environment: Environment): void {
    const text = words.join(' ');
    if (CONDITIONS.includes(first)) this.#condition(first, text, source, environment);
    else if (!this.isRead) return;
    else if (!MESSAGES.includes(first)) this.#findings.complain(source, `"${first}" is no directive of HAProxy`);
    else if (first === '.alert' && this.isSure)
      this.#findings.complain(
        source,
        `.alert ends HAProxy here: "${text}"`,
        'remove the line, or set what it asks for',
      );
  }

  /** Complains of what is not closed. */
  end(): void {
    for (const { source } of this.#blocks) this.#findings.complain(source, 'this .if does not end', 'add ".endif"');
  }

  #condition(first: string, text: string, source: Source, environment: Environment): void {
    if (first === '.if') {
      const block = { source, isOuterRead: this.isRead, taken: false, isRead: false, isSure: false, hasElse: false };
      if (this.#blocks.length >= DEEPEST) this.#findings.complain(source, `more than ${DEEPEST} .if are open here`);
      else this.#blocks.push(block);
      this.#branch(block, first, this.#truth(block, text, source, environment), { text, source });
      return;
    }
    const block = this.#blocks.at(-1);
    if (block === undefined || (block.hasElse && first !== '.endif'))
      this.#findings.complain(source, `"${first}" has no .if before it`);
    else if (first === '.endif') this.#blocks.pop();
    else {
      block.hasElse = first === '.else';
      const truth = block.hasElse || this.#truth(block, text, source, environment);
      this.#branch(block, first, truth, { text, source });
    }
  }

  /** A condition is looked at where its lines may be read. */
  #truth({ taken, isOuterRead }: Block, text: string, source: Source, environment: Environment): Truth {
    if (taken === true || !isOuterRead) return false;
    const found = truthOf(text, environment);
    if (found === undefined) this.#findings.complain(source, `"${text}" is no condition of HAProxy`);
    return found ?? 'unknown';
  }

  #branch(block: Block, first: string, truth: Truth, { text, source }: { text: string; source: Source }): void {
    const { taken, isOuterRead } = block;
    block.isRead = isOuterRead && taken !== true && truth !== false;
    block.isSure = block.isRead && truth === true && taken === false;
    if (taken !== true) block.taken = truth === false ? taken : truth;
    const remark = block.isSure ? TAKEN : block.isRead ? UNKNOWN : LEFT;
    if (isOuterRead) this.#findings.remark(source, `${first} ${text}`.trim(), remark);
  }
}

const TAKEN = 'true here: the lines of this branch are read';
const LEFT = 'not true here, or another branch is: the lines of this branch are not read';
const UNKNOWN = 'not decided here: the lines of this branch are read';
