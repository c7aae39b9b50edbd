/**
 * The process that re-creates one submission's model: a job on standard input, the result
 * on standard output, progress on standard error.
 *
 * @module
 */
import { reproductionJobSchema } from "./job.ts";
import { runReproduction } from "./run.ts";

if (import.meta.main) {
  const input = await new Response(Deno.stdin.readable).text();
  const job = reproductionJobSchema.parse(JSON.parse(input));
  const result = await runReproduction(job, { tell: (line) => console.error(line) });
  await new Response(JSON.stringify(result)).body?.pipeTo(Deno.stdout.writable);
  // A WebGPU device would keep the process alive.
  Deno.exit(0);
}
