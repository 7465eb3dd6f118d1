import { fileURLToPath } from 'node:url';
import { parseFlags } from './start/flags.ts';
import { renderHelp } from './start/help.ts';
import { readInputDefinitions } from './start/input-definitions.ts';
import { ForeignFolder } from './start/out-folder.ts';
import { createPaint } from './start/paint.ts';
import { planRun } from './start/plan.ts';
import { runPlan } from './start/run.ts';

const usageExitCode = 2;

// A reader that went away, such as head, must not keep the action from cleaning up.
process.stdout.on('error', () => undefined);

process.exitCode = await start(process.argv.slice(2));

async function start(args: readonly string[]): Promise<number> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const definitions = await readInputDefinitions(`${root}/action.yml`);
  const parsed = parseFlags(args, definitions);
  if (parsed.kind === 'problem') return complain(`${parsed.message}\nnpm start -- --help tells what each is for.`);
  if (parsed.kind === 'help') {
    console.log(renderHelp(definitions));
    return 0;
  }
  const { env } = process;
  // npm runs scripts at the root of the package and says here where the user stands.
  const directory = env.npm_lifecycle_event === 'start' && env.INIT_CWD ? env.INIT_CWD : process.cwd();
  try {
    return await runPlan(planRun(parsed.flags, { env, directory, root, startedAt: Date.now() }), {
      root,
      write: (line) => console.log(line),
      paint: createPaint(process.stdout.isTTY === true && !env.NO_COLOR),
      isVerbose: parsed.flags.isVerbose,
      cancelSignal: cancelOnSignals(),
    });
  } catch (error) {
    if (error instanceof ForeignFolder) return complain(error.message);
    throw error;
  }
}

function complain(message: string): number {
  console.error(message);
  return usageExitCode;
}

/** A first signal cancels as GitHub does, which ends the action within seconds; npm and terminals send more than one. */
function cancelOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (!controller.signal.aborted) console.log('Cancelling; the action gets some seconds to clean up.');
      controller.abort();
    });
  }
  return controller.signal;
}
