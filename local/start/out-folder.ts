import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** First line of every log of ours: it tells a folder of an earlier run from anybody else's. */
const mark = 'gemini-batch-eval, a local run';
const logName = 'log.txt';
const ours = [
  /^(report\.(json|md|html)|junit\.xml|scores\.csv|run\.json|rows\.jsonl)(\.part)?$/,
  /^requests(\..+)?\.jsonl(\.part)?$/,
  /^(comment|summary)\.md$/,
];

/** The folder holds files with names of ours that no earlier run left there. */
export class ForeignFolder extends Error {}

/** Makes the folder, and removes what an earlier run left in it; all other files stay. Refuses to touch a stranger's. */
export async function prepareOutFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = (await readdir(folder)).filter((name) => ours.some((pattern) => pattern.test(name)));
  const results = await listResults(folder);
  const found = [...files, ...results];
  if (found.length > 0 && !(await isOurs(folder))) {
    throw new ForeignFolder(
      `${folder} holds ${found[0]}, which no earlier run left there. Choose another folder with --out.`,
    );
  }
  for (const name of found) await rm(join(folder, name));
  await rmdir(join(folder, 'results')).catch(() => undefined);
  await writeLog(folder, '');
}

/** Keeps the action's log. */
export async function writeLog(folder: string, log: string): Promise<void> {
  await writeFile(join(folder, logName), `${mark}\n${log}`);
}

/** The names of what a run left, in the order a reader wants them. */
export async function listOutFolder(folder: string): Promise<string[]> {
  const order = ['report.html', 'report.md', 'report.json', 'comment.md', 'summary.md', 'rows.jsonl'];
  const names = (await readdir(folder)).filter((name) => name === logName || ours.some((one) => one.test(name)));
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...names.sort().sort((a, b) => rank(a) - rank(b)), ...(await listResults(folder))];
}

async function listResults(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'results')).catch(() => []);
  return names.filter((name) => /\.jsonl(\.part)?$/.test(name)).map((name) => `results/${name}`);
}

async function isOurs(folder: string): Promise<boolean> {
  return (await readFile(join(folder, logName), 'utf8').catch(() => '')).startsWith(mark);
}
