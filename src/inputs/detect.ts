import { basename } from 'node:path';
import { isNginxDump } from './nginx/dump.ts';
import { isEffective } from './sshd/effective.ts';

/** Servers' own files that can be read. */
export type InputFormat = 'nginx' | 'compose' | 'systemd' | 'sshd' | 'haproxy';

export const INPUT_FORMATS: readonly InputFormat[] = ['nginx', 'compose', 'systemd', 'sshd', 'haproxy'];

/** What only one of them has, in the order of asking: what leaves least doubt is first. */
const CONTENT: readonly (readonly [InputFormat, (text: string) => boolean])[] = [
  ['nginx', isNginxDump],
  ['systemd', (text) => /^[ \t]*\[Socket\][ \t]*\r?$/m.test(text)],
  ['sshd', isEffective],
  ['nginx', (text) => /^[ \t]*(?:http|server|stream|mail|events)[ \t]*\{/m.test(text)],
  ['haproxy', (text) => HAPROXY.test(text)],
  ['compose', hasServices],
];

/** The line that begins a section in which HAProxy may listen. */
const HAPROXY =
  /^[ \t]*(?:frontend|listen|backend|peers|log-forward)[ \t]+[\w.:-]+(?:[ \t]+from[ \t]+[\w.:-]+)?[ \t]*(?:#.*)?\r?$/m;

const NAMES: readonly (readonly [InputFormat, RegExp])[] = [
  ['compose', /^(?:docker-)?compose[\w.-]*\.(?:ya?ml|json)$/],
  ['nginx', /^nginx[\w.-]*\.conf$/],
  ['haproxy', /^haproxy[\w.-]*\.cfg$/],
  ['systemd', /\.socket$/],
  ['sshd', /^sshd_config/],
];

/**
 * Which server's file a text is, by its content and its name; undefined for none of them, as for a YAML file of this
 * program. The content counts more: a name may be of a copy, or `-`.
 */
export function detectInput(file: string, text: string): InputFormat | undefined {
  if (isOwnFile(text)) return undefined;
  const byContent = CONTENT.find(([, has]) => has(text))?.[0];
  const name = basename(file);
  return byContent ?? NAMES.find(([, pattern]) => pattern.test(name))?.[0] ?? (isSshdConfig(text) ? 'sshd' : undefined);
}

/** A file of this program: one of its sections at the top, where `services` is a list. */
const isOwnFile = (text: string): boolean =>
  /^services:[ \t]*(?:\[|(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n){0,100}[ \t]*-[ \t\r\n])/m.test(text) ||
  (/^(?:run|trials|expect|serves|start):/m.test(text) && !hasServices(text));

/** `services` is a map at the top of a YAML or JSON file. */
function hasServices(text: string): boolean {
  const yaml = /^services:[ \t]*(?:[#&][^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n){0,100}[ \t]+(?!-[ \t\r\n])[^\s#]/m;
  return (
    yaml.test(text) || /^services:[ \t]*\{/m.test(text) || /^\s{0,100}\{.*"services"[ \t]*:\s{0,100}\{/s.test(text)
  );
}

const isSshdConfig = (text: string): boolean =>
  /^[ \t]*(?:Port|ListenAddress)[ \t]+[\w.:[\]-]+[ \t]*\r?$/m.test(text) && !/[{};]/.test(text);
