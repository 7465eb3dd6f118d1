import { ServiceError } from '../../errors.ts';
import type { ArtifactStore, GitHub } from '../../ports/github.ts';
import type { Runner, World } from '../../ports.ts';
import type { OpenedPending } from './find.ts';
import { relocate } from './manifest.ts';

/** Summaries of one step share a mebibyte; what is beyond is left to the artifacts. */
const maxSummaryChars = 800_000;

/** Counts what collected runs write into the collector's own summary. */
export class SummaryBudget {
  #left = maxSummaryChars;

  take(markdown: string): boolean {
    if (markdown.length > this.#left) return false;
    this.#left -= markdown.length;
    return true;
  }
}

/** The world as the run that left it would see it: its own event, commit and names, its files where they were unpacked. */
export function worldOfPending(world: World, pending: OpenedPending, budget: SummaryBudget): World {
  const { manifest, unpacked, folder } = pending;
  const { runId, attempt } = manifest.context;
  const { locate } = relocate(manifest, unpacked);
  return {
    ...world,
    context: { ...manifest.context, workspace: world.context.workspace },
    uniqueId: manifest.uniqueId,
    outputDirectory: world.files.join(folder, 'out'),
    github: world.github && loudAboutStatus(world.github, world),
    artifacts: world.artifacts && renamed(world.artifacts, `-${runId}-${attempt}`),
    runner: quietRunner(world, budget),
    locateDataset: async (source) => {
      const path = source.kind === 'file' ? source.path : locate(source.url);
      if (path === undefined) throw new Error(`The pending run holds no ${source.kind}`);
      return path;
    },
  };
}

/** Elsewhere a status is an extra that most workflows do not allow; here one is pending, and nobody else will end it. */
function loudAboutStatus(github: GitHub, { log }: World): GitHub {
  const setStatus: GitHub['setStatus'] = async (request) => {
    try {
      await github.setStatus(request);
    } catch (error) {
      if (error instanceof ServiceError && !error.isTransient)
        log.warning(
          `The commit status ${request.context} stays as it is. ${error.message}. ${error.hint ?? ''}`.trim(),
        );
      throw error;
    }
  };
  return { ...github, setStatus };
}

/** Names of artifacts are unique per run, and a collector may collect the same evaluation for several. */
function renamed(store: ArtifactStore, suffix: string): ArtifactStore {
  return {
    upload: (request) => store.upload({ ...request, name: `${request.name}${suffix}` }),
    delete: (name) => store.delete(`${name}${suffix}`),
  };
}

/** The collector has no outputs of its own, and its post step nothing to clean up. */
function quietRunner({ runner }: World, budget: SummaryBudget): Runner {
  return {
    setOutput: () => undefined,
    saveState: () => undefined,
    writeSummary: async (markdown) => {
      if (budget.take(markdown)) await runner.writeSummary(markdown);
    },
  };
}
