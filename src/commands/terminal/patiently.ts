import { optimizeLater } from '../../code-cache/optimize-later.ts';
import type { Conduct } from '../../flows/conduct.ts';

/** The conduct of a work during which V8 optimizes later, where it has so many steps that this pays. */
export const patiently = <C extends Conduct>(conduct: C, many: number): C => ({
  ...conduct,
  progress: (done: number, total: number) => {
    if (total >= many) optimizeLater();
    conduct.progress(done, total);
  },
});
