import { type Dataset, prepareRequests } from '../dataset/prepare.ts';
import type { Inputs } from '../inputs.ts';
import type { FileSink, World } from '../ports.ts';

/** The dataset, with its request file on disk. */
export interface Prepared extends Dataset {
  readonly requestsPath: string;
}

/** Step 1: streams the dataset into requests.jsonl. Throws DatasetError or InputError; nothing has been sent. */
export async function prepare(inputs: Inputs, world: World): Promise<Prepared> {
  const requestsPath = world.files.join(world.outputDirectory, 'requests.jsonl');
  let sink: FileSink | undefined;
  const openSink = async () => {
    await sink?.abort();
    sink = await world.files.createSink(requestsPath);
    return sink;
  };
  const sources = inputs.dataset.map((source) => ({
    display: source.display,
    chunks: () => world.openDataset(source),
  }));
  try {
    const dataset = await prepareRequests(sources, openSink);
    await sink?.close();
    warn(dataset, world);
    world.log.info(
      `${dataset.rows.size} rows from ${dataset.sources.join(', ')}: ${dataset.requestBytes} bytes of requests`,
    );
    return { ...dataset, requestsPath };
  } catch (error) {
    await sink?.abort();
    throw error;
  }
}

function warn({ repeatedKeyRows, serviceTierRows }: Dataset, { log }: World): void {
  if (repeatedKeyRows > 0) {
    log.warning(`${repeatedKeyRows} rows have a key that another row has too; they got keys made from their requests.`);
  }
  if (serviceTierRows > 0) {
    log.warning(`${serviceTierRows} rows ask for a serviceTier, which means nothing in a batch and may be refused.`);
  }
}
