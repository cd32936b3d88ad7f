import type { IncludedFile } from '../../model/service.ts';

/** The line that `systemctl cat` writes before each file: a unit, or a drop-in of one. Other paths are comments of a unit. */
const MARK =
  /^\ufeff?# (\/\S*\.(?:socket|service|target|timer|path|mount|automount|swap|slice|scope|device|d\/[^/\s]+\.conf))\r?$/gm;

/** Comments that systemctl may write before the first mark, such as a warning. */
const BEFORE = /^\ufeff?(?:[ \t]*(?:#[^\n]*)?\n)*$/;

const MOST_BEFORE = 4000;

/** The unit files of a text: those that `systemctl cat` marks, else the text itself. */
export function unitFiles(text: string, file: string): readonly IncludedFile[] {
  const marks = [...text.matchAll(MARK)];
  const first = marks[0];
  if (first === undefined || first.index > MOST_BEFORE || !BEFORE.test(text.slice(0, first.index)))
    return [{ file, text }];
  return marks.map((mark, i) => ({
    file: mark[1] ?? '',
    text: text.slice(text.indexOf('\n', mark.index) + 1 || text.length, marks[i + 1]?.index ?? text.length),
  }));
}

/** The unit that a drop-in file is about, `ssh.socket` of `…/ssh.socket.d/override.conf`; undefined for a unit file. */
export const dropInOf = (path: string): string | undefined => /([^/]+\.[a-z]+)\.d\/[^/]*$/.exec(path)?.[1];
