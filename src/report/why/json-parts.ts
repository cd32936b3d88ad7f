import type { HostFactsJson } from '../../contracts/host.ts';
import type { PredictionJson } from '../../contracts/outcome.ts';
import type { HeldSocketJson, HoldingProcessJson, ListenerJson } from '../../contracts/socket.ts';
import { formatAddress } from '../../model/address.ts';
import type { HostFacts } from '../../model/host.ts';
import type { Listener } from '../../model/listener.ts';
import { reuseOf, v6onlyOf } from '../../model/options.ts';
import { formatPrediction } from '../../model/outcome.ts';
import type { Prediction } from '../../model/prediction.ts';
import type { HoldingProcess, KnownSocket } from '../../model/why.ts';

export const socketJson = (socket: KnownSocket): HeldSocketJson => ({
  ...socket,
  address: formatAddress(socket.address),
  peer: socket.peer && { address: formatAddress(socket.peer.address), port: socket.peer.port },
  owners: [...socket.owners],
});

export const listenerJson = ({ protocol, address, port, options }: Listener): ListenerJson => ({
  protocol,
  address: formatAddress(address),
  port,
  reuse: reuseOf(options),
  v6only: v6onlyOf(options),
  freebind: options.freebind === true,
  ...(options.device === undefined ? {} : { device: options.device }),
});

export const processJson = (one: HoldingProcess): HoldingProcessJson => ({ ...one });

export const hostJson = (facts: HostFacts): HostFactsJson => ({
  ...facts,
  capabilities: [...facts.capabilities],
  sysctls: { ...facts.sysctls },
});

export const predictionJson = ({ outcome, rule, why }: Prediction): PredictionJson => ({
  outcome: formatPrediction(outcome),
  rule,
  why,
});
