import { ok, type Play } from '../branch.ts';

/** sleep */
export const sleep: Play<'sleep'> = (state, step) => {
  state.pass(step.seconds * 1000);
  return ok(state, 'linux.sleep');
};
