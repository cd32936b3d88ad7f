import type { Step } from '../../../model/trial.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import type { StepOf, TrialContext } from '../context.ts';
import { accept } from './accept.ts';
import { bind } from './bind.ts';
import { close } from './close.ts';
import { connect } from './connect.ts';
import { deliver } from './deliver.ts';
import { disconnect } from './disconnect.ts';
import { dup, fork } from './dup.ts';
import { getsockname } from './getsockname.ts';
import { join } from './join.ts';
import { listen } from './listen.ts';
import { receive } from './receive.ts';
import { send, sendto } from './send.ts';
import { setsockopt } from './setsockopt.ts';
import { shutdown } from './shutdown.ts';
import { sleep } from './sleep.ts';
import { socket } from './socket.ts';
import { state } from './state.ts';

/** The function of each operation. */
export const OPS: { readonly [Op in Step['op']]: (context: TrialContext, step: StepOf<Op>) => StepObservation } = {
  socket,
  setsockopt,
  bind,
  listen,
  connect,
  disconnect,
  accept,
  dup,
  fork,
  send,
  sendto,
  receive,
  shutdown,
  close,
  reset: close,
  getsockname,
  join,
  leave: join,
  deliver,
  state,
  sleep,
};
