import type { Conduct } from '../../flows/conduct.ts';
import type { FlowProblem } from '../../model/flow-problem.ts';
import type { Report } from '../../model/report.ts';
import type { Result } from '../../model/result.ts';
import { lastingReport, lastingStories, type PlayedStories, type RulesView, type Style } from '../../report/index.ts';
import type { Delivery } from '../terminal/deliver.ts';
import { problemExit, signalled } from '../terminal/exit-codes.ts';
import { printProblem } from '../terminal/print-problem.ts';
import type { Recipient } from '../terminal/recipient.ts';
import type { Signals } from '../terminal/signals.ts';
import { inLanguage, type Writing } from '../terminal/style.ts';

/** How everything looks in a document, wherever it is written. */
const STYLE: Style = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

/**
 * A document that shows what one command found out. The command is run once; its text is made for each name of the kernel
 * that the document may have.
 */
export class Page implements Recipient {
  readonly #signals: Signals;
  #kernel: string | undefined;
  #text: (() => Promise<string>) | undefined;

  constructor(signals: Signals) {
    this.#signals = signals;
  }

  readonly style = ({ translation }: Writing): Style => ({ ...STYLE, ...inLanguage(translation) });
  readonly ofReport = (report: Report): Report => lastingReport(report, this.#kernel);
  readonly ofStories = (played: PlayedStories): PlayedStories => lastingStories(played, this.#kernel);
  readonly ofRules = (list: RulesView): RulesView => ({ ...list, version: '' });

  /** Keeps the answer. A command writes no file for a document. */
  readonly deliver = async <T>(
    _path: string | undefined,
    work: (conduct: Conduct) => Promise<Result<T, FlowProblem>> | Result<T, FlowProblem>,
    present: (answer: T) => Delivery | Promise<Delivery>,
  ): Promise<number> => {
    const answer = await work({ signal: this.#signals.signal, progress: () => undefined });
    await this.#signals.handlePending();
    if (this.#signals.number !== undefined) return signalled(this.#signals.number);
    if (!answer.ok) {
      printProblem(answer.error);
      return problemExit(answer.error, undefined);
    }
    this.#text = async () => [...(await present(answer.value)).text].join('');
    return (await present(answer.value)).code;
  };

  /** Whether the command had an answer. */
  get hasText(): boolean {
    return this.#text !== undefined;
  }

  /** What the command prints on a kernel that the document calls so. */
  async textOn(kernel: string): Promise<string> {
    this.#kernel = kernel;
    return (await this.#text?.()) ?? '';
  }
}
