import { dirname, join } from 'node:path';
import { readText } from '../../config/read-text.ts';
import type { Edit, ReadDocument, Shown } from '../../documents/index.ts';
import { complain, complainOfAll, note } from '../terminal/print.ts';
import { type Bench, type Documents, type Judgement, judge } from './judge.ts';

/** A region or a fence with what came of it. */
export interface Judged {
  readonly shown: Shown;
  readonly judgement: Judgement;
}

/** A document whose regions were judged. */
export interface JudgedDocument {
  readonly file: string;
  readonly text: string;
  readonly document: ReadDocument;
  readonly judged: readonly Judged[];
}

/** Why a document was not judged: the file cannot be read, or its markers are wrong. Said on stderr. */
export type NotJudged = 'unreadable' | 'wrong';

/** Reads a document and judges its regions one after the other, in its own directory. A signal ends that. */
export async function judgeDocument(
  file: string,
  bench: Omit<Bench, 'kind'> & { readonly documents: Documents; readonly isAlone: boolean },
): Promise<JudgedDocument | NotJudged> {
  const { documents, signals } = bench;
  const kind = documents.documentKind(file);
  if (kind === undefined) {
    complain({ message: `${file}: its name ends in none of .md, .mdx, .adoc and .rst` });
    return 'unreadable';
  }
  const text = readText(file);
  if (!text.ok) {
    complain({ message: `${file}: ${text.error.message}` });
    return 'unreadable';
  }
  const document = documents.readDocument(kind, text.value);
  complainOfAll(
    document.complaints.map(({ line, column, ...one }) => ({
      ...one,
      message: `${file}:${line}:${column}: ${one.message}`,
    })),
  );
  if (document.complaints.length > 0) return 'wrong';
  if (document.shown.length === 0 && bench.isAlone)
    note(`note: ${file} shows nothing: it has no bindmatrix:begin and no fence`);
  const judged: Judged[] = [];
  await inFolder(dirname(file), async () => {
    for (const shown of document.shown) {
      if (signals.number !== undefined) return;
      const judgement = await judge(shown, { ...bench, kind });
      judged.push({ shown, judgement });
    }
  });
  // Whoever interrupts the work knows why it has no answer.
  if (signals.number === undefined) for (const { shown, judgement } of judged) tell(file, shown, judgement);
  return { file, text: text.value, document, judged };
}

/** The files that a command names are found from the document. */
async function inFolder(folder: string, work: () => Promise<void>): Promise<void> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    await work();
  } finally {
    process.chdir(before);
  }
}

function tell(file: string, shown: Shown, judgement: Judgement): void {
  if (judgement.state === 'skipped') note(`${placeOf(file, shown)}: skipped: ${judgement.why}`);
  if (judgement.state === 'failed')
    complain({
      message: `${file}:${judgement.line}:${shown.column}: ${judgement.why}`,
      ...(judgement.hint === undefined ? {} : { hint: judgement.hint }),
    });
}

/** `README.md:12:1`, with the name of the region where it has one. */
export const placeOf = (file: string, { line, column, keys: { id } }: Shown): string =>
  `${file}:${line}:${column}${id === undefined ? '' : ` ${id}`}`;

/** What puts a document right, in its order. `withEdited`: also what was edited by hand. */
export const editsOf = ({ judged }: JudgedDocument, withEdited: boolean): readonly Edit[] =>
  judged.flatMap(({ judgement }) =>
    judgement.state === 'stale' || (withEdited && judgement.state === 'edited') ? [judgement.edit] : [],
  );

/** The pictures that belong to these edits, each with its path. */
export const picturesOf = (
  { file, judged }: JudgedDocument,
  withEdited: boolean,
): readonly { readonly path: string; readonly text: string }[] =>
  judged.flatMap(({ judgement }) => {
    const isWritten = judgement.state === 'stale' || (withEdited && judgement.state === 'edited');
    if (!isWritten || !('picture' in judgement) || judgement.picture === undefined) return [];
    return [{ path: join(dirname(file), judgement.picture.file), text: judgement.picture.text }];
  });
