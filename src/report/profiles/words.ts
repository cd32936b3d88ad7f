import type { FailurePolicy, LineKind, Profile } from '../../model/profile.ts';
import type { ProfileRow } from '../../model/profile-list.ts';

/** A line of each kind, as a plan writes it. */
export const LINE_TEXTS: Readonly<Record<LineKind, string>> = {
  port: '80',
  any4: '0.0.0.0:80',
  any6: '[::]:80',
  addr4: '192.0.2.2:80',
  addr6: '[2001:db8::2]:80',
  localhost: 'localhost:80',
};

/** `SO_REUSEADDR, SO_REUSEPORT` */
export function optionsInWords({ socket = {}, tcp, udp }: Profile): string {
  const names = (options: Profile['socket'] = {}): string[] =>
    Object.entries(options).flatMap(([key, on]) => (on && NAMES[key] !== undefined ? [NAMES[key]] : []));
  const of = (protocol: string, options: Profile['socket']): string[] =>
    names(options).map((name) => `${name} (${protocol})`);
  const all = [...names(socket), ...of('tcp', tcp), ...of('udp', udp)];
  return all.length === 0 ? 'none' : all.join(', ');
}

const NAMES: Readonly<Record<string, string>> = {
  reuseaddr: 'SO_REUSEADDR',
  reuseport: 'SO_REUSEPORT',
  freebind: 'IP_FREEBIND',
  transparent: 'IP_TRANSPARENT',
};

/** What it does where a call is refused. */
export function failureInWords({ then, at, tries, pause, whole, pair }: FailurePolicy): string {
  const what = {
    exits: at === 'end' ? 'exits once it has tried all' : 'exits at the first',
    keeps: 'keeps what it could bind; exits where that is nothing',
    stays: 'runs on without',
  }[then];
  const again = tries === undefined ? '' : `, after ${tries} tries${pause === undefined ? '' : ` ${pause} s apart`}`;
  return `${what}${again}${whole === true ? '; one lost socket closes all' : ''}${pair === undefined ? '' : '; no TCP where UDP was refused'}`;
}

/** `exits`, `keeps`, `stays` and what a port alone opens: the row of the list. */
export const summaryOf = ({ profile, opens }: ProfileRow): readonly string[] => [
  opens.port.join(', '),
  optionsInWords(profile).replaceAll('SO_', ''),
  profile.fails?.then ?? 'exits',
];
