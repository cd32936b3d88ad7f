import { err, ok, type Problem, type Result } from '../model/result.ts';
import type { FencedBlock } from './blocks.ts';
import type { Fence, Keys, Told } from './document.ts';
import { readKeys, wrongCommand } from './keys.ts';
import { columnOf, prefixOf, withoutPrefix } from './prefix.ts';
import { splitWords } from './words.ts';

/** What is wrong with a fence; `line` counts from 0, and is absent where it is the fence itself. */
interface FenceProblem {
  readonly problem: Problem;
  readonly line?: number;
}

const PROMPT = '$ ';
const OWN = '$ bindmatrix ';
const EXIT = /^\? (\d{1,3})$/;

/** Reads the commands of a fence, and what is shown of each. */
export function readFence(block: FencedBlock, lines: readonly string[]): Result<Fence, FenceProblem> {
  const keys = keysOf(block.info);
  if (!keys.ok) return err({ problem: keys.error });
  const first = lines[block.from] ?? '';
  const prefix = prefixOf(first);
  const [last = ''] = withoutPrefix(lines.slice(block.to - 1, block.to), prefix);
  const isClosed = block.to - 1 > block.from && last.trim().startsWith(block.markup) && /^\s*[`~]+\s*$/.test(last);
  if (!isClosed) return err({ problem: { message: 'the fence is not closed', hint: `end it with ${block.markup}` } });
  const [from, to] = [block.from + 1, block.to - 1];
  const body = withoutPrefix(lines.slice(from, to), prefix);
  const told = readTold(body, from);
  if (!told.ok) return told;
  const start = body.findIndex((line) => line.startsWith(OWN));
  return ok({
    kind: 'fence',
    line: block.from + 1,
    column: columnOf(first),
    keys: keys.value,
    ...{ from, to, prefix, body },
    before: body.slice(0, start),
    told: told.value,
  });
}

/** The keys behind the word `bindmatrix`. How the fence shows a command, and its exit code, stand in it already. */
function keysOf(info: string): Result<Keys> {
  const words = splitWords(info.slice(info.indexOf('bindmatrix') + 'bindmatrix'.length));
  if (!words.ok) return words;
  const useless = words.value.find((word) => /^(?:as|exit|heading)=/.test(word));
  if (useless !== undefined)
    return err({
      message: `${useless}: a fence shows the command, its output, and "? N" where the exit code is not 0`,
    });
  const keys = readKeys(words.value, 'markdown');
  return keys.ok ? ok({ ...keys.value, as: 'console' }) : keys;
}

function readTold(body: readonly string[], from: number): Result<readonly Told[], FenceProblem> {
  const starts = body.flatMap((line, i) => (line.startsWith(PROMPT) ? [i] : []));
  const own = starts.findIndex((i) => body[i]?.startsWith(OWN));
  if (own < 0) return err({ problem: { message: 'the fence has no line that begins with "$ bindmatrix "' } });
  const told: Told[] = [];
  for (const [n, start] of starts.entries()) {
    if (n < own) continue;
    const one = readOne(body.slice(start, starts[n + 1] ?? body.length), from + start + 1);
    if (!one.ok) return err({ problem: one.error, line: from + start });
    told.push(one.value);
  }
  return ok(told);
}

/** One command with its output. `line` counts from 1. */
function readOne([command = '', ...rest]: readonly string[], line: number): Result<Told> {
  if (!command.startsWith(OWN))
    return err({ message: 'another command stands behind one of bindmatrix', hint: 'give it a fence of its own' });
  const text = command.slice(OWN.length).trim();
  const words = splitWords(text);
  if (!words.ok) return words;
  const wrong = wrongCommand(words.value);
  if (wrong !== undefined) return err(wrong);
  const exit = EXIT.exec(rest.at(-1) ?? '')?.[1];
  const output = exit === undefined ? rest : rest.slice(0, -1);
  return ok({ text, words: words.value, line, output, exit: Number(exit ?? 0) });
}
