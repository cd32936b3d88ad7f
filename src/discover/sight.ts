import type { SightFacts } from '../model/visibility.ts';
import { platformView } from './platform.ts';

/** What decides which processes this one may see. */
export function readSight(): SightFacts {
  const view = platformView();
  const { unread: _, ...capabilities } = view.capabilities();
  const initialPidNamespace = view.initialPidNamespace();
  return {
    uid: process.geteuid?.() ?? -1,
    ...capabilities,
    ...(initialPidNamespace === undefined ? {} : { initialPidNamespace }),
  };
}
