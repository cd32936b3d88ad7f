import { HEADING_LEVELS, type HeadingLevel } from '../model/heading.ts';
import { err, ok, type Problem, problem, type Result } from '../model/result.ts';
import { type Call, type DocumentKind, type Keys, SHOWN_AS, type ShownAs } from './document.ts';
import { isKernelRange } from './kernel-range.ts';
import { splitWords } from './words.ts';

/** The commands that a document may show: none of them changes anything or waits for somebody. */
const ALLOWED = ['run', 'check', 'demo', 'rules', 'schema'];

const isKey = (word: string): boolean => /^[a-z]+=/.test(word);

/** `KEY=VALUE… COMMAND ARGS…` of a comment that begins a region. */
export function readBegin(text: string, kind: DocumentKind): Result<{ readonly keys: Keys; readonly call: Call }> {
  const split = splitWords(text);
  if (!split.ok) return split;
  const at = split.value.findIndex((word) => !isKey(word));
  const keys = readKeys(at < 0 ? split.value : split.value.slice(0, at), kind);
  if (!keys.ok) return keys;
  if (at < 0) return problem('no command is named', 'bindmatrix:begin run --in sandbox …');
  const words = split.value.slice(at);
  const wrong = wrongCommand(words);
  if (wrong !== undefined) return err(wrong);
  return ok({ keys: keys.value, call: { words, text: commandText(text, at) } });
}

/** The text behind so many keys, in one line. */
function commandText(text: string, keys: number): string {
  const key = /^\s*[a-z]+=(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\])*/s;
  let rest = text;
  for (let i = 0; i < keys; i++) rest = rest.replace(key, '');
  return rest.trim().replaceAll(/\s*\n\s*/g, ' ');
}

/** What is wrong with a command: a document shows only some of them. */
export function wrongCommand([name = '']: readonly string[]): Problem | undefined {
  if (ALLOWED.includes(name)) return undefined;
  const said = name === '' ? 'no command is named' : `unknown command ${JSON.stringify(name)}`;
  return { message: said, hint: `a document shows ${ALLOWED.slice(0, -1).join(', ')} and ${ALLOWED.at(-1)}` };
}

type Reader = (value: string) => Partial<Keys> | string;

const READERS: Readonly<Record<string, Reader>> = {
  as: (value) =>
    SHOWN_AS.includes(value as ShownAs) ? { as: value as ShownAs } : `as= is one of ${SHOWN_AS.join(', ')}`,
  exit: (value) => (/^\d{1,3}$/.test(value) && Number(value) < 256 ? { exit: Number(value) } : 'exit= is 0 to 255'),
  heading: (value) =>
    HEADING_LEVELS.includes(value as HeadingLevel) ? { heading: value as HeadingLevel } : 'heading= is 2 to 6, or none',
  platform: (value) => (/^[a-z0-9]+$/.test(value) ? { platform: value } : 'platform= is a name such as linux'),
  kernel: (value) =>
    isKernelRange(value) ? { kernel: value } : 'kernel= is a range such as ">=6.8", or ">=5.10 <6.8"',
  file: (value) =>
    isPictureName(value) ? { file: value } : 'file= is a name below the folder of the document that ends in .svg',
  alt: (value) => (/\S/.test(value) ? { alt: value.replaceAll(/\s+/g, ' ').trim() } : 'alt= is empty'),
  id: (value) => (/^[\w.-]+$/.test(value) ? { id: value } : 'id= is one word'),
};

/** `KEY=VALUE` words; one that is unknown, wrong or given twice is a problem. */
export function readKeys(words: readonly string[], kind: DocumentKind): Result<Keys> {
  let keys: Keys = { as: hasMarkdown(kind) ? 'markdown' : 'console', exit: 0 };
  const seen = new Set<string>();
  for (const word of words) {
    const [, name = '', value = ''] = /^([a-z]+)=(.*)$/s.exec(word) ?? [];
    const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (reader === undefined)
      return problem(`unknown key ${name || word}`, `the keys are ${Object.keys(READERS).join(', ')}`);
    if (seen.has(name)) return problem(`${name}= is given twice`);
    seen.add(name);
    const read = reader(value);
    if (typeof read === 'string') return problem(`${word}: ${read}`);
    keys = { ...keys, ...read };
  }
  const wrong = misplaced(keys, kind);
  return wrong === undefined ? ok(keys) : err(wrong);
}

const hasMarkdown = (kind: DocumentKind): boolean => kind === 'markdown' || kind === 'mdx';

const NO_MARKDOWN: Problem = {
  message: 'as=markdown: this document is no Markdown',
  hint: 'as=console, text, json or svg',
};

/** A key that goes with another value of `as`, or that this one lacks. */
function misplaced({ as, heading, file, alt }: Keys, kind: DocumentKind): Problem | undefined {
  if (as === 'markdown' && !hasMarkdown(kind)) return NO_MARKDOWN;
  if (heading !== undefined && as !== 'markdown')
    return { message: `heading= is for as=markdown, and this is as=${as}` };
  if (as === 'svg')
    return file === undefined
      ? { message: 'as=svg needs the name of a file for the picture', hint: 'file=pictures/NAME.svg' }
      : undefined;
  const other = file !== undefined ? 'file' : alt !== undefined ? 'alt' : undefined;
  return other === undefined ? undefined : { message: `${other}= is for as=svg, and this is as=${as}` };
}

/** A picture is written where its document is, and nowhere else. */
const isPictureName = (name: string): boolean =>
  /^[\w.-]+(?:\/[\w.-]+)*\.svg$/.test(name) && !name.split('/').some((part) => /^\.+$/.test(part));

/** What the comment at the end of a region says; what this program did not write there is a problem. */
export function readEnd(text: string): Result<{ readonly kernel?: string; readonly sum?: string }> {
  let marked: { kernel?: string; sum?: string } = {};
  for (const word of text.trim().split(/\s+/).filter(Boolean)) {
    const [, kernel] = /^kernel=(\d+\.\d+)$/.exec(word) ?? [];
    const [, sum] = /^sum=([0-9a-f]{16})$/.exec(word) ?? [];
    if (kernel === undefined && sum === undefined)
      return problem(`unexpected ${word} at the end of a region`, 'leave the rest to docs write: bindmatrix:end');
    marked = { ...marked, ...(kernel === undefined ? {} : { kernel }), ...(sum === undefined ? {} : { sum }) };
  }
  return ok(marked);
}
