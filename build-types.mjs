// Builds dist/index.d.ts: the types of the library in one file, which imports nothing. It takes some seconds of CPU, so
// it is built where a package is made and not by each `npm run build`.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const root = dirname(fileURLToPath(import.meta.url));
const target = join(root, 'dist', 'index.d.ts');

const bundle = await rollup({
  input: join(root, 'src', 'api.ts'),
  plugins: [dts({ tsconfig: join(root, 'tsconfig.json'), compilerOptions: { noCheck: true, noEmit: false } })],
  onwarn: (warning) => {
    throw new Error(warning.message);
  },
});
const { output } = await bundle.generate({ format: 'es' });
const [{ code, imports }] = output;
if (imports.length > 0) throw new Error(`the types import ${imports.join(', ')}`);
await mkdir(dirname(target), { recursive: true });
await writeFile(`${target}.${process.pid}.tmp`, code);
await rename(`${target}.${process.pid}.tmp`, target);
