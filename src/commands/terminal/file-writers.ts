import { chmodSync, closeSync, ftruncateSync, openSync, renameSync, rmSync, type Stats, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { ok, problem, type Result } from '../../model/result.ts';
import type { Written } from '../../report/index.ts';
import { besideName, removeLeftovers } from './leftovers.ts';
import type { Output } from './output-file.ts';

/** Signal handlers get their turn at least this often, in milliseconds. */
const LONGEST_STRETCH = 40;

/** An open pipe, device or file, which is written as it is. */
export class InPlace implements Output {
  readonly mayBeCutOff = true;
  readonly #name: string;
  readonly #fd: number;
  readonly #isEmptied: boolean;

  /** `name`: what messages call it. `isEmptied`: what it holds is replaced. */
  constructor(name: string, fd: number, isEmptied: boolean) {
    this.#name = name;
    this.#fd = fd;
    this.#isEmptied = isEmptied;
  }

  write(chunks: Iterable<Written>): Promise<Result<void>> {
    try {
      if (this.#isEmptied) ftruncateSync(this.#fd, 0);
      for (const chunk of chunks) writeWhole(this.#fd, chunk);
      return Promise.resolve(ok(undefined));
    } catch (error) {
      return Promise.resolve(incomplete(this.#name, error));
    } finally {
      closeSync(this.#fd);
    }
  }
}

/** A file that is written beside its place, and then takes it in one step: rename(2). */
export class Replaced implements Output {
  readonly mayBeCutOff = false;
  readonly #name: string;
  readonly #target: string;
  readonly #before: Stats | undefined;

  /** `name`: what messages call it. `before`: the file of this user that is there, whose permissions the new one gets. */
  constructor(name: string, target: string, before: Stats | undefined) {
    this.#name = name;
    this.#target = target;
    this.#before = before;
  }

  async write(chunks: Iterable<Written>, signal: AbortSignal): Promise<Result<void>> {
    const beside = besideName(this.#target);
    removeLeftovers(this.#target);
    try {
      // A process of this id that was killed may have left one.
      rmSync(beside, { force: true });
      await writeFile(beside, chunks, signal);
      if (this.#before !== undefined) chmodSync(beside, this.#before.mode & 0o7777);
      if (!signal.aborted) renameSync(beside, this.#target);
      return ok(undefined);
    } catch (error) {
      return incomplete(this.#name, error);
    } finally {
      rmSync(beside, { force: true });
    }
  }
}

async function writeFile(path: string, chunks: Iterable<Written>, signal: AbortSignal): Promise<void> {
  const fd = openSync(path, 'wx');
  try {
    await writeChunks(fd, chunks, signal);
  } finally {
    closeSync(fd);
  }
}

async function writeChunks(fd: number, chunks: Iterable<Written>, signal: AbortSignal): Promise<void> {
  let since = performance.now();
  for (const chunk of chunks) {
    writeWhole(fd, chunk);
    if (performance.now() - since < LONGEST_STRETCH) continue;
    await setImmediate();
    if (signal.aborted) return;
    since = performance.now();
  }
  // One that came during the last stretch.
  await setImmediate();
}

/** write(2) may take less than it was given, into a pipe above all. */
function writeWhole(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

const incomplete = (name: string, error: unknown): Result<never> =>
  problem(`${name}: write: ${codeOf(error)}`, 'the report is not complete');
