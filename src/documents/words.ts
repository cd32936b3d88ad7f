import { ok, problem, type Result } from '../model/result.ts';

/** What a shell would make something of. Nothing here does: a word that has it is quoted. */
const SHELL = /[|&;<>()$`*?{}!]/;

/**
 * Splits a command into words, as a shell does with quotes and backslashes, and with nothing else: there are no variables,
 * pipes or globs in a document.
 */
export function splitWords(text: string): Result<readonly string[]> {
  const words: string[] = [];
  for (let at = 0; at < text.length; ) {
    const blank = /\s*/y;
    blank.lastIndex = at;
    at += blank.exec(text)?.[0].length ?? 0;
    if (at >= text.length) break;
    const word = readWord(text, at);
    if (!word.ok) return word;
    words.push(word.value.word);
    at = word.value.end;
  }
  return ok(words);
}

/** A part of a word: in single quotes, in double quotes, behind a backslash, or plain characters. */
const PART = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)/sy;

function readWord(text: string, start: number): Result<{ readonly word: string; readonly end: number }> {
  let word = '';
  let at = start;
  while (at < text.length && !/\s/.test(text.charAt(at))) {
    PART.lastIndex = at;
    const [found, single, double, escaped, plain] = PART.exec(text) ?? [];
    if (found === undefined) return problem(`the quote ${text.charAt(at)} is not closed`);
    if (plain !== undefined && SHELL.test(plain))
      return problem(`${SHELL.exec(plain)?.[0]} means nothing here: there is no shell`, "quote the word: '…'");
    word += single ?? double?.replaceAll(/\\([\\"$`])/g, '$1') ?? escaped ?? plain ?? '';
    at += found.length;
  }
  return ok({ word, end: at });
}
