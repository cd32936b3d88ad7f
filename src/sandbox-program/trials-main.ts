import { optimizeAsUsual, optimizeLater } from '../code-cache/optimize-later.ts';
import type { TrialsRequest } from '../sandbox/messages.ts';
import { awaitOrder, send, sent } from './order.ts';
import { runTrials } from './trials.ts';

/** Trials that take long enough together. */
const MANY = 100;

/** The sandbox process of trials, which configure namespaces of their own. It asks no rule: they are judged by its parent. */
awaitOrder<TrialsRequest>({
  layout: () => ({ devices: [], loopback: [], sysctls: {} }),
  answer: async (request) => {
    const { length: total } = request.trials;
    if (total >= MANY) optimizeLater();
    const result = await runTrials(request, async (results, done) => {
      send({ kind: 'progress', done, total });
      await sent({ kind: 'trials', results });
    });
    optimizeAsUsual();
    return result;
  },
});
