import { readLabels } from '../../dataset/labels.ts';
import type { Dataset } from '../../dataset/prepare.ts';
import { InputError } from '../../errors.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';

/** Joins the side file with labels to the rows, by key. */
export async function joinLabels({ labels }: Inputs, { files, log }: World, dataset: Dataset): Promise<void> {
  if (labels === undefined) return;
  const { unknown, unknownKeys, unlabelled } = await readLabels(
    labels.display,
    files.readChunks(labels.path),
    dataset.rows,
    dataset.labels,
  );
  if (unknown > 0 && dataset.totalRows === dataset.rows.size) {
    const named = unknownKeys.join(', ') + (unknown > unknownKeys.length ? ', …' : '');
    const subject = unknown === 1 ? `1 label in ${labels.display} has` : `${unknown} labels in ${labels.display} have`;
    log.warning(`${subject} a key that no row has: ${named}`);
  }
  if (unlabelled > 0) log.info(`${unlabelled} of ${dataset.rows.size} rows have no label in ${labels.display}`);
}

const requirements = {
  expected: 'no row has a label "expected" to compare with; add labels, or give the scorer a value',
  logged: 'no row has a logged answer ("response") to compare with',
  schema: 'no request asks for JSON by a schema of its own; give is-json a schema, or set one with request-patch',
};

/** A check that cannot score any row would only show after everything was paid for. */
export function refuseUnscorable({ scorers }: Inputs, dataset: Dataset): void {
  const counts = {
    expected: dataset.rowsWithExpected + dataset.labels.expectedCount,
    logged: dataset.rowsWithLogged,
    schema: dataset.rowsWithSchema,
  };
  const problems = scorers.flatMap(({ label, requires }) =>
    requires === undefined || counts[requires] > 0
      ? []
      : [{ input: 'scorers', message: `${label}: ${requirements[requires]}` }],
  );
  if (problems.length > 0) throw new InputError(problems);
}
