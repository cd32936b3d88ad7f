import { isMap, isScalar, type Node, Scalar } from 'yaml';
import { nearest } from '../../config/nearest.ts';
import type { ListenLine } from '../../model/service.ts';
import type { Findings } from '../findings.ts';
import type { ComposeNodes, Entry } from './nodes.ts';
import { type Published, portKey, published, shortPort } from './ports.ts';
import type { ComposeValues } from './values.ts';

/** Values of variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a service needs to be read. */
export interface ComposeContext {
  readonly nodes: ComposeNodes;
  readonly findings: Findings;
  readonly environment: Environment;
}

/** Keys of the long form (the Compose file, `ports`). */
const LONG = ['target', 'published', 'host_ip', 'protocol', 'mode', 'name', 'app_protocol'];

/** A number of base 60 in YAML 1.1 (its int type): 22:22 is 1342. */
const BASE_60 = /^[1-9]\d*(?::[0-5]?\d)+$/;

/** What the maps of one service have in common. */
interface OfService {
  readonly values: ComposeValues;
  /** Why none of its ports is opened by Docker. */
  readonly why: string | undefined;
  /** Ports that were asked for. */
  readonly asked: Set<string>;
}

/** Reads the ports of one map of a service. */
export class ComposePorts {
  readonly #context: ComposeContext;
  readonly #why: string | undefined;
  readonly #values: ComposeValues;
  readonly #asked: Set<string>;

  constructor(context: ComposeContext, { values, why, asked }: OfService) {
    this.#context = context;
    this.#values = values;
    this.#why = why;
    this.#asked = asked;
  }

  lines(ports: Node | undefined): readonly ListenLine[] {
    const { nodes, findings } = this.#context;
    const list = nodes.real(ports);
    if (list === undefined || (isScalar(list) && list.value === null)) return [];
    const items = nodes.items(list);
    if (items.length === 0 && (isMap(list) || isScalar(list)))
      findings.complain(nodes.sourceOf(list), 'ports is not a list', 'write each port after a dash: - "8080:80"');
    return items.flatMap((item) => this.#port(item));
  }

  #port(item: Node): readonly ListenLine[] {
    const { nodes } = this.#context;
    const node = nodes.real(item);
    if (node === undefined) return [];
    if (isMap(node)) return this.#long(item, nodes.entries(node));
    const written = nodes.text(node);
    if (written === undefined) {
      this.#context.findings.complain(nodes.sourceOf(item), 'this is not a port', 'write it as "8080:80"');
      return [];
    }
    const text = this.#values.filled(item);
    if (text === undefined) return [];
    if (isScalar(node) && node.type === Scalar.PLAIN && BASE_60.test(written)) this.#base60(item, written);
    return this.#listen(item, written, shortPort(text));
  }

  #base60(item: Node, written: string): void {
    const number = written.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    const remark = `a reader of YAML 1.1, as docker-compose 1 is, takes it for the number ${number}: write it in quotes`;
    this.#context.findings.remark(this.#context.nodes.sourceOf(item), written, remark);
  }

  #long(item: Node, entries: readonly Entry[]): readonly ListenLine[] {
    const { nodes, findings } = this.#context;
    const values = this.#entries(entries);
    const target = values.get('target');
    if (target === undefined) {
      findings.complain(nodes.sourceOf(item), 'this port has no target', 'write the port of the container: target: 80');
      return [];
    }
    const where = published(values.get('host_ip') ?? '', values.get('published'), target);
    const container = target;
    const protocol = (values.get('protocol') ?? 'tcp').toLowerCase();
    return this.#listen(item, [...values].map(([key, value]) => `${key}: ${value}`).join(', '), {
      where,
      protocol,
      container,
    });
  }

  #entries(entries: readonly Entry[]): ReadonlyMap<string, string> {
    const values = new Map<string, string>();
    for (const { key, keyNode, node } of entries) {
      if (!LONG.includes(key) && !key.startsWith('x-')) this.#unknown(key, keyNode);
      const text = node === undefined ? undefined : this.#values.filled(node);
      if (text !== undefined) values.set(key, text);
    }
    return values;
  }

  #unknown(key: string, node: Node): void {
    const meant = nearest(key, LONG);
    const hint = meant === undefined ? `one of ${LONG.join(', ')}` : `did you mean "${meant}"?`;
    this.#context.findings.complain(this.#context.nodes.sourceOf(node), `unknown key "${key}" of a port`, hint);
  }

  #listen(item: Node, text: string, { where, protocol, container }: Published): readonly ListenLine[] {
    const { nodes, findings } = this.#context;
    const source = nodes.sourceOf(item);
    const why = protocol === 'sctp' ? 'SCTP is neither TCP nor UDP' : this.#why;
    if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'sctp') {
      findings.complain(source, `"${protocol}" is not a protocol of a port`, 'tcp, udp or sctp');
      return [];
    }
    const isLeftOut = where.kind === 'ports' && why !== undefined;
    if (protocol === 'sctp' || isLeftOut) return findings.lines({ kind: 'skip', why: why ?? '' }, text, { source });
    // Equal ports are one (EnforceUnicity() of compose-go).
    return findings.lines(where, text, { source, protocol }).filter((line, i) => {
      const key = portKey(line, protocol, container, i);
      const isNew = !this.#asked.has(key);
      this.#asked.add(key);
      return isNew;
    });
  }
}
