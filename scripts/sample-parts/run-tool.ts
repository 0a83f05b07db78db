import { stat } from 'node:fs/promises';

/** Runs a program to its end and makes sure that it left `output` behind; its own words go into the error. */
export async function run(program: string, args: string[], output: string): Promise<void> {
  const child = Bun.spawn([program, ...args], { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const [out, words] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  const code = await child.exited;
  const size = await stat(output).then((found) => found.size, () => 0);
  if (code !== 0 || size === 0) throw new Error(`${program} ended with ${code} and ${size} bytes: ${(words || out).slice(-800)}`);
}
