import type { PredictionJson } from '../../contracts/outcome.ts';
import type { ListenerJson } from '../../contracts/socket.ts';
import { formatAddress } from '../../model/address.ts';
import type { Listener } from '../../model/listener.ts';
import { reuseOf, v6onlyOf } from '../../model/options.ts';
import { formatPrediction } from '../../model/outcome.ts';
import type { Prediction } from '../../model/prediction.ts';

export const listenerJson = ({ protocol, address, port, options }: Listener): ListenerJson => ({
  protocol,
  address: formatAddress(address),
  port,
  reuse: reuseOf(options),
  v6only: v6onlyOf(options),
  freebind: options.freebind === true,
  ...(options.device === undefined ? {} : { device: options.device }),
});

export const predictionJson = ({ outcome, rule, why }: Prediction): PredictionJson => ({
  outcome: formatPrediction(outcome),
  rule,
  why,
});
