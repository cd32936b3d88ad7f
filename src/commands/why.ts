import { discoverHost } from '../discover/host.ts';
import { allSockets, socketsOn } from '../discover/sockets.ts';
import type { HeldSocket } from '../model/host.ts';
import { ok, type Result } from '../model/result.ts';
import type { Bind, HeldPorts, WhyAnswer } from '../model/why.ts';
import { renderHeldPorts, renderWhy } from '../report/why/render.ts';
import { bareBind } from '../run/bare-bind.ts';
import { opener } from '../run/run.ts';
import { answerWhy } from '../why/answer.ts';
import { heldPorts } from '../why/held-ports.ts';
import { isConnection, listenerOf } from '../why/inheritance.ts';
import { otherPorts } from '../why/ports.ts';
import { EXIT, signalled } from './exit.ts';
import type { WhyArguments } from './options.ts';
import { openOutput } from './output.ts';
import { complainOf, styleFor } from './print.ts';
import { Signals } from './signals.ts';
import { VERSION } from './version.ts';
import { gatherEvidence } from './why-evidence.ts';
import { checkDevice, readQuestion } from './why-question.ts';

/** `bindmatrix why`: gives the exit code. */
export async function why(argv: WhyArguments): Promise<number> {
  const asked = argv.endpoint === undefined ? undefined : readQuestion(argv, argv.endpoint);
  if (asked?.ok === false) return complained(asked, EXIT.usage);
  const host = discoverHost();
  if (!host.ok) return complained(host, EXIT.unknown);
  const names = host.value.interfaces.map(({ name }) => name);
  const device = asked === undefined ? ok(undefined) : checkDevice(asked.value, names);
  const output = device.ok ? openOutput(argv.output) : device;
  if (!output.ok) return complained(output, EXIT.usage);
  const signals = new Signals();
  const found = asked === undefined ? await listPorts(argv) : await answer(asked.value, argv);
  if (found.ok && signals.number === undefined) {
    await output.value.write(found.value.text);
    return found.value.code;
  }
  output.value.abandon();
  return signals.number === undefined && !found.ok ? complained(found, EXIT.unknown) : signalled(signals.number ?? 0);
}

/** What is to be printed, and how the program ends then. */
type Answered = Result<{ readonly text: Iterable<string>; readonly code: number }>;

async function listPorts(argv: WhyArguments): Promise<Answered> {
  const options = argv.passive === true ? null : (socket: HeldSocket): boolean => !isConnection(socket);
  const evidence = await gatherEvidence(allSockets(), { owners: () => true, options });
  if (!evidence.ok) return evidence;
  const held: HeldPorts = { schema: 'bindmatrix/held@1', version: VERSION, ...heldPorts(evidence.value) };
  return ok({ text: renderHeldPorts(held, argv.format, styleFor(argv.output)), code: EXIT.done });
}

async function answer(asked: Bind, argv: WhyArguments): Promise<Answered> {
  const first = await ask(asked, argv);
  // A socket may come or go between looking and trying: where rule and kernel differ, both are asked once more.
  const found = first.ok && first.value.trial?.agrees === false ? await ask(asked, argv) : first;
  if (!found.ok) return found;
  const { outcome } = found.value;
  const code = outcome === 'ok' ? EXIT.done : outcome === 'unknown' ? EXIT.unknown : EXIT.unmet;
  return ok({ text: renderWhy(found.value, argv.format, styleFor(argv.output)), code });
}

async function ask(asked: Bind, argv: WhyArguments): Promise<Result<WhyAnswer>> {
  const sockets = opener();
  const host = discoverHost();
  if (!sockets.ok) return sockets;
  if (!host.ok) return host;
  const passive = argv.passive === true;
  const ports = otherPorts(host.value, asked.port);
  const listed = socketsOn([asked.port, ...ports], ['tcp', 'udp']);
  const listener = listenerOf(listed.ok ? listed.value.sockets : []);
  const isAsked = ({ port }: HeldSocket): boolean => port === asked.port;
  const needsReading = (socket: HeldSocket): boolean => isAsked(socket) && listener(socket) === undefined;
  const evidence = await gatherEvidence(listed, { owners: isAsked, options: passive ? null : needsReading });
  if (!evidence.ok) return evidence;
  const trier = passive ? null : (bind: Bind): string => bareBind(sockets.value, bind);
  return ok({ schema: 'bindmatrix/why@1', version: VERSION, ...answerWhy(asked, evidence.value, ports, trier) });
}

function complained(failed: Result<unknown>, code: number): number {
  if (!failed.ok) complainOf(failed.error);
  return code;
}
