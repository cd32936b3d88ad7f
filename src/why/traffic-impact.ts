import type { TrafficImpact } from '../model/remedy.ts';
import { environmentOf, linuxOf, receiversAfterBind } from '../rules/index.ts';
import type { Hypothesis } from './hypothesis.ts';

/** What the listener takes from each socket of the hypothesis, in their order, once it is bound. */
export const trafficImpactsOf = ({ host, listener, sockets }: Hypothesis): readonly TrafficImpact[] =>
  receiversAfterBind(linuxOf(host.facts), environmentOf(host, sockets), listener);
