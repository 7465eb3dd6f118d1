import { type Paint, plain } from './paint.ts';

/** What the artifact client tells of every upload. */
const chatter = [
  /^(Artifact name|Root directory input) is valid!$/,
  /^(Beginning upload of|Finished uploading) artifact content/,
  /^Uploaded bytes \d+$/,
  /^SHA256 (digest|hash) of uploaded artifact/,
  /^Finalizing artifact upload$/,
  /^Artifact .* successfully finalized\. Artifact ID \d+$/,
];

/** Shows the action's log line by line as it comes, whole or without chatter and details for those who debug. */
export function createProgress(
  write: (line: string) => void,
  paint: Paint,
  isVerbose: boolean,
): (line: string) => void {
  let depth = 0;
  return (raw) => {
    const { level, text } = readLine(raw);
    const indent = '  '.repeat(depth + 1);
    if (level === 'endgroup') depth = Math.max(0, depth - 1);
    else if (level === 'group') {
      write(paint.bold(`${indent}${text}`));
      depth += 1;
    } else if (level === 'error') write(`${indent}${paint.red(`error: ${text}`)}`);
    else if (level === 'warning') write(`${indent}${paint.yellow(`warning: ${text}`)}`);
    else if (level === 'notice') write(`${indent}note: ${text}`);
    else if (isVerbose) write(`${indent}${text}`);
    else if (level === '' && text !== '' && !chatter.some((line) => line.test(text))) {
      write(paint.dim(`${indent}${text}`));
    }
  };
}

function readLine(raw: string): { readonly level: string; readonly text: string } {
  const [, level = '', text = ''] = /^##\[(\w+)\](.*)$/s.exec(raw) ?? ['', '', raw];
  return { level, text: plain(text) };
}
