import type { FleetHost, FleetReport } from '../../model/fleet.ts';
import type { Assumption } from '../../model/gathered-host.ts';
import type { ServesReport, ServiceReport } from '../../model/plan-report.ts';
import type { Status } from '../../model/report.ts';
import { oneInWords, servesRefusal } from '../services/answer.ts';

/** What is the same on several hosts: told once. */
export interface Finding {
  readonly hosts: readonly string[];
  /** `admin does not start: bind 10.10.2.102:80 gets EADDRINUSE, by edge`; of the first host. */
  readonly text: string;
  /** The texts differ: in an address, mostly. */
  readonly varies: boolean;
  /** The sentence of the rule behind it, with its id. */
  readonly why?: string;
}

interface Told {
  /** Equal where hosts have the same finding. */
  readonly key: string;
  readonly text: string;
  readonly why?: string;
}

/** What stands against hosts of that status, each kind once, what most hosts have first. */
export function findingsOf({ hosts, files }: FleetReport, status: 'unmet' | 'inconclusive'): readonly Finding[] {
  const found = new Map<string, { hosts: string[]; texts: Set<string>; told: Told }>();
  for (const host of hosts)
    for (const told of toldOf(host, status, files.length > 1)) {
      const known = found.get(told.key) ?? { hosts: [], texts: new Set(), told };
      found.set(told.key, known);
      if (known.hosts.at(-1) !== host.name) known.hosts.push(host.name);
      known.texts.add(told.text);
    }
  return [...found.values()]
    .map(({ hosts: names, texts, told: { text, why } }) => ({
      hosts: names,
      text,
      varies: texts.size > 1,
      ...(why === undefined ? {} : { why }),
    }))
    .sort((a, b) => b.hosts.length - a.hosts.length);
}

/** What else there is to know of plans on hosts, each kind once. */
export function notesOf({ hosts, files }: FleetReport): readonly string[] {
  const found = new Map<string, string[]>();
  for (const { name, plans } of hosts)
    for (const { file, notes } of plans)
      for (const note of notes) {
        const text = files.length > 1 ? `${file}: ${note}` : note;
        found.set(text, [...(found.get(text) ?? []), name]);
      }
  return [...found].map(([text, names]) => `${namesInWords(names)}: ${text}`);
}

function toldOf({ reason, status: own, plans }: FleetHost, status: Status, severalFiles: boolean): Told[] {
  if (reason !== undefined) return own === status ? [{ key: reason, text: reason }] : [];
  return plans.flatMap(({ file, services, serves }) => {
    const lead = severalFiles ? `${file}: ` : '';
    return [
      ...services.filter((one) => one.status === status).map((one) => serviceTold(one, lead)),
      ...serves.filter((one) => one.status === status).flatMap((one) => servesTold(one, lead)),
    ];
  });
}

/** The addresses of hosts differ; what is refused, by whom and by which rule does not. */
function serviceTold(one: ServiceReport, lead: string): Told {
  const { id, verdict, status, failed, shares, why } = one;
  const calls = failed.map(({ call, errno, holder, rule }) => [call, errno, nameOf(holder), rule]);
  const shared = shares.map(({ with: others, gets, rule }) => [others.map(nameOf), gets, rule]);
  const key = JSON.stringify([lead, id, verdict, [...new Set([...calls, ...shared].map((of) => JSON.stringify(of)))]]);
  const [first] = failed;
  const text = status === 'inconclusive' ? `${id} may do otherwise than foreseen: ${why}` : oneInWords(one);
  return {
    key,
    text: lead + text,
    ...(first === undefined || first.rule === '' ? {} : { why: `${first.why} (${first.rule})` }),
  };
}

/** The same process has another pid on each host, and a socket of nobody another address. */
const nameOf = (holder: string | null): string =>
  (holder ?? '').replace(/ \(pid \d+\)$/, '').replace(/^.*[\].]\S*:/, '');

function servesTold(one: ServesReport, lead: string): Told[] {
  const { endpoint, protocol, by, answered, status } = one;
  const texts = status === 'unmet' ? servesRefusal(one) : [`no address of the host is meant by ${endpoint}`];
  return texts.map((text) => ({ key: JSON.stringify([lead, endpoint, protocol, by, answered]), text: lead + text }));
}

/** `web1, web2 and 7 more` */
export function namesInWords(names: readonly string[], most = 6): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

const ASSUMED: Readonly<Record<Assumption, string>> = {
  kernel: 'the kernel is the newest that the rules know',
  sysctls: 'settings are those of a fresh kernel',
  listeners: 'nothing else listens',
  tentative: 'no address is still being tested',
  ipv6: 'there is IPv6',
  localhost: 'localhost is ::1 and 127.0.0.1',
  uid: 'root starts the services',
};

/** What was assumed of which hosts: `ip -j addr (12 hosts): …`. */
export function assumptionsOf({ hosts }: FleetReport): readonly string[] {
  const groups = new Map<string, { shape: string; assumed: readonly Assumption[]; count: number }>();
  for (const { shape, assumed } of hosts) {
    if (shape === undefined || assumed.length === 0) continue;
    const key = `${shape} ${assumed.join(' ')}`;
    const known = groups.get(key) ?? { shape, assumed, count: 0 };
    known.count++;
    groups.set(key, known);
  }
  return [...groups.values()].map(
    ({ shape, assumed, count }) =>
      `${shape} (${count === 1 ? '1 host' : `${count} hosts`}): ${assumed.map((one) => ASSUMED[one]).join(', ')}`,
  );
}
