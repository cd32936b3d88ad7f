import type { Shown } from '../documents/index.ts';
import type { Problem } from '../model/result.ts';
import { ownLines } from '../report/index.ts';
import type { Command } from './command-line/commands.ts';
import type { DocsArguments } from './command-line/options/docs.ts';
import { editsOf, type JudgedDocument, judgeDocument, type NotJudged, picturesOf, placeOf } from './docs/file.ts';
import type { Documents, Judgement } from './docs/judge.ts';
import { replaceText, writePicture } from './docs/replace.ts';
import { EXIT, signalled } from './terminal/exit-codes.ts';
import { complain, print, printLines } from './terminal/print.ts';
import { Signals } from './terminal/signals.ts';

const ACTIONS = ['write', 'check', 'diff'] as const;

type Action = (typeof ACTIONS)[number];

/** `bindmatrix docs`: gives the exit code. `commands`: those that a document may show are among them. */
export async function docs({ operands, force }: DocsArguments, commands: readonly Command[]): Promise<number> {
  const [action, ...files] = operands;
  const wrong = wrongUsage(action, files, force);
  if (wrong !== undefined) {
    complain(wrong);
    return EXIT.usage;
  }
  const documents = await import('../documents/index.ts');
  const signals = new Signals();
  const codes: number[] = [];
  for (const file of files) {
    const judged = await judgeDocument(file, { documents, commands, signals, isAlone: files.length === 1 });
    if (signals.number !== undefined) break;
    codes.push(await conclude(action as Action, judged, { documents, signals, force: force === true }));
  }
  signals.release();
  return signals.number === undefined ? worst(codes) : signalled(signals.number);
}

function wrongUsage(
  action: string | undefined,
  files: readonly string[],
  force: boolean | undefined,
): Problem | undefined {
  const hint = '$0 docs write FILE…, docs check FILE… or docs diff FILE…';
  if (action === undefined) return { message: 'docs: nothing is asked for', hint };
  if (!ACTIONS.some((one) => one === action)) return { message: `docs: ${JSON.stringify(action)} is no action`, hint };
  if (files.length === 0) return { message: `docs ${action}: no file is named`, hint };
  if (files.includes('-')) return { message: 'docs: a document is a file, not standard input', hint };
  return force === true && action !== 'write'
    ? { message: `docs ${action} changes nothing, so --force has no effect`, hint }
    : undefined;
}

/** Which code says more: wrong markers and calls, then what is not as it is shown, then what could not be found out. */
const RANK: readonly number[] = [EXIT.config, EXIT.usage, EXIT.unmet, EXIT.unknown];

const worst = (codes: readonly number[]): number => RANK.find((code) => codes.includes(code)) ?? EXIT.done;

interface Means {
  readonly documents: Documents;
  readonly signals: Signals;
  readonly force: boolean;
}

async function conclude(action: Action, judged: JudgedDocument | NotJudged, means: Means): Promise<number> {
  if (judged === 'unreadable') return EXIT.usage;
  if (judged === 'wrong') return EXIT.config;
  const code = codeOf(judged, action, means.force);
  if (action === 'write') return worst([code, await write(judged, means)]);
  if (action === 'check') printLines(checkLines(judged));
  else await print([ownLines(means.documents.unifiedDiff(judged.file, judged.document, editsOf(judged, true)))]);
  return code;
}

const statesOf = ({ judged }: JudgedDocument): readonly Judgement['state'][] =>
  judged.map(({ judgement }) => judgement.state);

function codeOf(judged: JudgedDocument, action: Action, force: boolean): number {
  const states = statesOf(judged);
  const isWrong =
    action === 'write' ? states.includes('edited') && !force : states.some((s) => s === 'stale' || s === 'edited');
  if (isWrong) return EXIT.unmet;
  const isUnknown = states.includes('failed') || (states.length > 0 && states.every((state) => state === 'skipped'));
  return isUnknown ? EXIT.unknown : EXIT.done;
}

/** Writes what is stale; what was edited by hand is refused unless `force` is given. */
async function write(judged: JudgedDocument, { documents, signals, force }: Means): Promise<number> {
  const { file, text, document } = judged;
  for (const { shown, judgement } of judged.judged)
    if (judgement.state === 'edited' && !force)
      complain({
        message: `${placeOf(file, shown)}: it was edited by hand since it was written, and stays so`,
        hint: '$0 docs diff shows what would change; docs write --force changes it',
      });
  const edits = editsOf(judged, force);
  // Pictures first: a document whose comment names another picture than there is would look edited.
  for (const { path, text: picture } of picturesOf(judged, force)) {
    const drawn = await writePicture(path, picture, signals.signal);
    if (drawn.ok) continue;
    complain(drawn.error);
    return EXIT.unknown;
  }
  if (edits.length > 0) {
    const written = await replaceText(file, text, documents.edited(document, edits).join(''), signals.signal);
    if (!written.ok) {
      complain(written.error);
      return EXIT.unknown;
    }
  }
  printLines([`${file}: ${edits.length} of ${judged.judged.length} written`]);
  return EXIT.done;
}

const SAID: Readonly<Partial<Record<Judgement['state'], string>>> = {
  stale: 'stale',
  edited: 'edited by hand since it was written',
};

/** What is not as it should be, then how many there are. */
function checkLines({ file, judged }: JudgedDocument): string[] {
  const named = judged.flatMap(({ shown, judgement }) => {
    const said = SAID[judgement.state];
    return said === undefined ? [] : [`${placeOf(file, shown)}: ${said}: ${commandOf(shown)}`];
  });
  const current = judged.filter(({ judgement }) => judgement.state === 'current').length;
  return [...named, `${file}: ${current} of ${judged.length} current`];
}

const commandOf = (shown: Shown): string =>
  shown.kind === 'region'
    ? `bindmatrix ${shown.call.text}`
    : shown.told.map(({ text }) => `bindmatrix ${text}`).join('; ');
