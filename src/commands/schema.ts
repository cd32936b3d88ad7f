import { jsonSchema } from '../config/schema.ts';
import type { SchemaArguments } from './command-line/options/schema.ts';
import { EXIT } from './terminal/exit-codes.ts';
import { print } from './terminal/print.ts';

/** `bindmatrix schema`: what an editor needs to complete and check the YAML. */
export async function schema({ of }: SchemaArguments): Promise<number> {
  await print([`${JSON.stringify(jsonSchema(), null, 2)}\n`]);
  return EXIT.done;
}
