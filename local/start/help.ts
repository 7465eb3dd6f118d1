import type { InputDefinition } from './input-definitions.ts';

const width = 100;
const indent = ' '.repeat(6);

/** The text of `--help`: how to call, then each input with its description and default as `action.yml` has them. */
export function renderHelp(definitions: readonly InputDefinition[]): string {
  return [
    'npm start -- [--<input> <value>]…',
    '',
    'Runs the action of this repository on this machine. Without flags it evaluates examples/support-router.',
    'Answers are canned unless GEMINI_API_KEY or GOOGLE_API_KEY is set; GitHub is emulated in any case.',
    'Paths are relative to the directory you stand in. A flag given again adds a line to its value.',
    'With a key, each start buys its jobs anew; --reuse run takes over those of the start before it that gave it too.',
    '',
    'Of this command:',
    ...renderFlag('--out <folder>', 'Where all files go.', 'out'),
    ...renderFlag('--verbose', 'Show the whole log of the action.', ''),
    ...renderFlag('--help', 'Show this.', ''),
    '',
    'Inputs of action.yml:',
    ...definitions.flatMap((input) =>
      renderFlag(`--${input.name}${input.isSwitch ? '' : ' <value>'}`, input.description, input.default),
    ),
    '',
  ].join('\n');
}

function renderFlag(flag: string, description: string, preset: string): string[] {
  const suffix = preset === '' ? '' : ` (default: ${preset})`;
  return [`  ${flag}`, ...wrap(`${description.replace(/\s+/g, ' ').trim()}${suffix}`)];
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(indent + word);
  }
  return lines;
}
