import { nearest } from '../../config/nearest.ts';
import { ownEntry } from '../own-entry.ts';

/** Words that begin a section (configuration manual, 1.1 and 2). */
export const SECTIONS = new Set(
  `global defaults frontend listen backend peers resolvers mailers userlist program ring cache http-errors fcgi-app
  log-forward log-profile crt-list crt-store traces acme`.split(/\s+/),
);

/** Words that decide what is opened, in the sections whose other words are none like them. */
const DECIDING: Readonly<Record<string, readonly string[]>> = {
  '': ['global', 'defaults', 'frontend', 'listen', 'backend'],
  global: ['global', 'defaults', 'frontend', 'listen', 'backend', 'noreuseport', 'localpeer', 'setenv', 'presetenv'],
  proxy: ['global', 'defaults', 'frontend', 'listen', 'backend', 'bind', 'disabled', 'enabled'],
};

const KINDS: Readonly<Record<string, string>> = {
  '': '',
  global: 'global',
  defaults: 'proxy',
  frontend: 'proxy',
  listen: 'proxy',
  backend: 'proxy',
};

/** Words of these sections that resemble one of them. */
const OTHERS = ['unsetenv', 'resetenv', 'backlog', 'grace'];

/** The word that may have been meant by a line of a section; undefined where it is another word of HAProxy. */
export function meantBy(word: string, section: string): string | undefined {
  const deciding = ownEntry(DECIDING, ownEntry(KINDS, section) ?? '-');
  if (deciding === undefined || deciding.includes(word) || OTHERS.includes(word) || SECTIONS.has(word))
    return undefined;
  return nearest(word, deciding);
}
