import { jsonSchema } from '../config/json-schema.ts';
import { documentSchema } from '../contracts/documents.ts';
import { ownLines } from '../report/index.ts';
import type { SchemaArguments } from './command-line/options/schema.ts';
import { EXIT } from './terminal/exit-codes.ts';
import { print } from './terminal/print.ts';

/** `bindmatrix schema`: what an editor needs for the YAML, or a program for the JSON. Gives the exit code. */
export async function schema({ of }: SchemaArguments): Promise<number> {
  const made = of === undefined ? jsonSchema() : documentSchema(of);
  await print([ownLines(`${JSON.stringify(made, null, 2)}\n`)]);
  return EXIT.done;
}
