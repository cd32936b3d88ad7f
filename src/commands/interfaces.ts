import { discoverHost } from '../discover/host.ts';
import { linkFacts } from '../discover/link-facts.ts';
import { renderInterfaces } from '../report/index.ts';
import { EXIT } from './exit.ts';
import type { InterfacesArguments } from './options.ts';
import { openOutput } from './output.ts';
import { complainOf, styleFor } from './print.ts';

/** `bindmatrix interfaces`: gives the exit code. */
export async function interfaces(argv: InterfacesArguments): Promise<number> {
  const output = openOutput(argv.output);
  if (!output.ok) {
    complainOf(output.error);
    return EXIT.usage;
  }
  const host = discoverHost();
  if (!host.ok) {
    output.value.abandon();
    complainOf(host.error);
    return EXIT.unknown;
  }
  const links = await linkFacts(host.value.interfaces);
  await output.value.write(renderInterfaces({ ...host.value, interfaces: links }, argv.format, styleFor(argv.output)));
  return EXIT.done;
}
