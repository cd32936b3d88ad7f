import { release, version } from 'node:os';
import { configureNamespace } from '../../src/netns/configure.ts';
import { dieWithParent } from '../../src/netns/process.ts';
import { linuxOf, type RuleSet } from '../../src/rules/index.ts';
import type { LinuxRules } from '../../src/rules/linux/linux-rules.ts';
import { textsOf } from '../../src/rules/sentences.ts';
import { without } from '../rules/without.ts';
import { type ChunkOptions, type ChunkPlace, type ChunkResult, runChunk } from './chunk.ts';
import { Lab, value } from './lab.ts';
import { type Mutation, type MutationsWork, mutations } from './mutations.ts';
import { olderRules } from './older-rules.ts';
import { runPairs, type SeenPair } from './pairs.ts';

/** What a worker is asked for. */
export type Request = ChunkRequest | MutationsRequest | PairsRequest | OlderRequest;

/** The rules that a current kernel does not have. */
export interface OlderRequest {
  readonly kind: 'older';
}

export interface PairsRequest {
  readonly kind: 'pairs';
}

export interface MutationsRequest extends MutationsWork {
  readonly kind: 'mutations';
}

/** One chunk of trials; `off` is a rule that is left out. */
export interface ChunkRequest extends ChunkPlace, ChunkOptions {
  readonly kind: 'chunk';
  readonly off?: string;
}

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'chunk'; readonly index: number; readonly result: ChunkResult }
  | { readonly kind: 'older'; readonly result: readonly Mutation[] }
  | { readonly kind: 'mutations'; readonly result: readonly Mutation[] }
  | { readonly kind: 'pairs'; readonly result: readonly SeenPair[] }
  | { readonly kind: 'failed'; readonly message: string };

/** Does what the parent asks, in network namespaces below the one that unshare(1) put this process into. */
export function work(): void {
  dieWithParent();
  // Ctrl-C reaches the whole group; the parent lets the chunk under way come to its end.
  process.on('SIGINT', () => undefined);
  process.once('disconnect', () => process.exit(0));
  const say = (message: WorkerMessage): void => void process.send?.(message);
  const attempt = (act: () => void): void => {
    try {
      act();
    } catch (error) {
      process.send?.({ kind: 'failed', message: String((error as Error).stack) }, () => process.disconnect());
    }
  };
  attempt(() => {
    value(configureNamespace({ devices: [], loopback: [], sysctls: {} }));
    const lab = new Lab();
    process.on('message', (request: Request | 'end') => {
      if (request === 'end') process.disconnect();
      else attempt(() => say(answer(lab, request)));
      // A uid that a step took on has cleared it.
      dieWithParent();
    });
    say({ kind: 'ready' });
  });
}

function answer(lab: Lab, request: Request): WorkerMessage {
  if (request.kind === 'pairs') return { kind: 'pairs', result: runPairs(lab, rulesHere()) };
  if (request.kind === 'older') return { kind: 'older', result: olderRules(lab, rulesHere()) };
  if (request.kind === 'mutations') return { kind: 'mutations', result: mutations(lab, rulesHere(), request) };
  return { kind: 'chunk', index: request.index, result: runChunk(lab, rulesWithout(request.off), request, request) };
}

/** The rules as they hold on this kernel. */
const rulesHere = (): LinuxRules => linuxOf({ kernel: release(), kernelBuild: version() }) as LinuxRules;

function rulesWithout(off: string | undefined): RuleSet {
  const rules = rulesHere();
  if (off === undefined) return rules;
  const rule = textsOf(rules).find(({ id }) => id === off);
  if (rule === undefined) throw new Error(`--without ${off}: there is no such rule`);
  return without(rules, rule.id);
}
