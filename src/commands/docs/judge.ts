import { release } from 'node:os';
import { readText } from '../../config/read-text.ts';
import type { DocumentKind, Edit, Fence, Region, Right, Shown } from '../../documents/index.ts';
import { kernelSeries } from '../../report/index.ts';
import type { Command } from '../command-line/commands.ts';
import type { Signals } from '../terminal/signals.ts';
import { runCall } from './call.ts';
import type { Page } from './page.ts';

export type Documents = typeof import('../../documents/index.ts');

/** A picture, and its file as seen from the document's folder. */
export interface PictureFile {
  readonly file: string;
  readonly text: string;
}

/** What came of one region or fence. */
export type Judgement =
  | { readonly state: 'current' }
  /** `edit` puts it right. */
  | { readonly state: 'stale' | 'edited'; readonly edit: Edit; readonly picture?: PictureFile }
  | { readonly state: 'skipped'; readonly why: string }
  | { readonly state: 'failed'; readonly line: number; readonly why: string; readonly hint?: string };

/** What is the same for all regions of a document. */
export interface Bench {
  readonly documents: Documents;
  readonly kind: DocumentKind;
  readonly commands: readonly Command[];
  readonly signals: Signals;
}

/** Runs the commands of a region or a fence, and compares. */
export async function judge(shown: Shown, bench: Bench): Promise<Judgement> {
  const why = elsewhere(shown, bench.documents);
  if (why !== undefined) return { state: 'skipped', why };
  const pages: Page[] = [];
  const calls = shown.kind === 'region' ? [{ ...shown.call, line: shown.line, exit: shown.keys.exit }] : shown.told;
  for (const { line, exit, ...call } of calls) {
    const page = await runCall(call, { as: shown.keys.as, exit }, bench.commands, bench.signals);
    if (!page.ok) {
      const { message, hint } = page.error;
      return {
        state: 'failed',
        line,
        why: `bindmatrix ${call.text}: ${message}`,
        ...(hint === undefined ? {} : { hint }),
      };
    }
    pages.push(page.value);
  }
  const [first] = pages;
  if (shown.kind === 'fence') return judgeFence(shown, pages, bench);
  return first === undefined ? { state: 'current' } : judgeRegion(shown, first, bench);
}

/** Why the region is not about this platform or kernel; undefined where it is. */
function elsewhere({ keys: { platform, kernel } }: Shown, { isInKernelRange }: Documents): string | undefined {
  if (platform !== undefined && platform !== process.platform)
    return `it is for ${platform} alone, and this is ${process.platform}`;
  if (kernel === undefined || (process.platform === 'linux' && isInKernelRange(release(), kernel))) return undefined;
  return `it is for Linux ${kernel} alone, and this is ${process.platform} ${release()}`;
}

/** The name of this kernel in a document. */
const ownKernel = (): string => kernelSeries(release());

async function judgeRegion(region: Region, page: Page, { documents, kind }: Bench): Promise<Judgement> {
  const { content, isEdited, regionEdit } = documents;
  const { file } = region.keys;
  const there = file === undefined ? undefined : pictureText(file);
  const kernel = region.marked.kernel ?? ownKernel();
  const right = await rightOf(region, page, kernel, { documents, kind });
  // A picture that is missing was not edited: it is only to be made.
  const isMissing = file !== undefined && there === undefined;
  const wasEdited = isEdited(region, isMissing ? right.picture : there);
  // What is right needs no other kernel's name; at most the comment at its end is put right.
  if (content(region.body) === right.text && right.picture === there)
    return wasEdited ? { state: 'stale', edit: regionEdit(region, kind, right) } : { state: 'current' };
  const now = kernel === ownKernel() ? right : await rightOf(region, page, ownKernel(), { documents, kind });
  return {
    state: wasEdited ? 'edited' : 'stale',
    edit: regionEdit(region, kind, now),
    ...(file === undefined || now.picture === undefined ? {} : { picture: { file, text: now.picture } }),
  };
}

/** What the region should have on a kernel of that name. */
async function rightOf(
  region: Region,
  page: Page,
  kernel: string,
  { documents, kind }: Pick<Bench, 'documents' | 'kind'>,
): Promise<Right> {
  const output = await page.textOn(kernel);
  const text = documents.regionContent(region, output, kind);
  return { text, kernel, picture: region.keys.file === undefined ? undefined : output };
}

/** What a picture's file has; undefined where it cannot be read. The working folder is that of the document. */
function pictureText(file: string): string | undefined {
  const text = readText(file);
  return text.ok ? text.value : undefined;
}

/** A fence tells nowhere of which kernel it is true but in its text. */
async function judgeFence(fence: Fence, pages: readonly Page[], { documents }: Bench): Promise<Judgement> {
  const { fenceEdit, fenceLines } = documents;
  const on = (kernel: string): Promise<string[]> => inTurn(pages, (page) => page.textOn(kernel));
  const named = fence.body.flatMap((line) => line.match(/(?<=\bLinux )\d+\.\d+\b/g) ?? []);
  const shown = fence.body.join('\n');
  for (const kernel of new Set([ownKernel(), ...named]))
    if (fenceLines(fence, await on(kernel)).join('\n') === shown) return { state: 'current' };
  return { state: 'stale', edit: fenceEdit(fence, await on(ownKernel())) };
}

async function inTurn<T, U>(all: readonly T[], make: (one: T) => Promise<U>): Promise<U[]> {
  const made: U[] = [];
  for (const one of all) made.push(await make(one));
  return made;
}
