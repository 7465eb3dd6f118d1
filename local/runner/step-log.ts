import { isAbsolute, relative, sep } from 'node:path';
import { type Command, parseCommand } from './commands.ts';
import type { Masks } from './masks.ts';
import type { Annotation } from './types.ts';

const maxAnnotationsPerLevel = 10;
const maxMessageChars = 4096;
const plainCommands = ['stop-commands', 'error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'add-mask', 'echo'];
const silentCommands = ['add-mask', 'debug', 'error', 'warning', 'notice'];
const otherCommands = ['add-matcher', 'remove-matcher', 'set-output', 'save-state', 'set-env', 'add-path'];

/** The log of one step: carries out the commands in its output, masks the rest, and keeps the annotations. */
export class StepLog {
  readonly lines: string[] = [];
  readonly annotations: Annotation[] = [];
  readonly outputs = new Map<string, string>();
  readonly state = new Map<string, string>();
  /** A command or a command file was wrong: the step fails whatever its exit code. */
  hasCommandFailed = false;
  readonly #settings: LogSettings;
  readonly #registered = new Set([...plainCommands, ...otherCommands]);
  #stopToken: string | undefined;
  #isEchoing = false;

  constructor(settings: LogSettings) {
    this.#settings = settings;
  }

  /** Takes one line of stdout or stderr. */
  receive(line: string): void {
    const command = parseCommand(line, this.#registered);
    if (command === undefined) this.show(line);
    else if (this.#stopToken !== undefined) this.#receiveStopped(command, line);
    else this.#carryOut(command, line);
  }

  show(line: string): void {
    for (const part of this.#settings.masks.apply(line).split('\n')) {
      this.lines.push(part);
      this.#settings.onLine?.(part);
    }
  }

  /** Records an annotation and shows it; beyond the limits only the log has it. */
  annotate(level: Annotation['level'], text: string, place: Omit<Annotation, 'level' | 'message'> = {}): void {
    const message = this.#settings.masks.apply(text).slice(0, maxMessageChars);
    const count = this.annotations.filter((annotation) => annotation.level === level).length;
    if (count < maxAnnotationsPerLevel) this.annotations.push({ level, message, ...place });
    this.show(`##[${level}]${text}`);
  }

  /** An error of the runner's own that fails the step. */
  fail(...messages: string[]): void {
    for (const message of messages) this.annotate('error', message);
    this.hasCommandFailed = true;
  }

  #receiveStopped(command: Command, line: string): void {
    if (command.name === this.#stopToken) {
      this.#registered.delete(command.name);
      this.#stopToken = undefined;
    }
    this.show(line);
  }

  #carryOut(command: Command, line: string): void {
    const { name, data } = command;
    if (this.#isEchoing && !silentCommands.includes(name)) this.show(line);
    if (name === 'error' || name === 'warning' || name === 'notice') this.annotate(name, data, this.#placeOf(command));
    else if (name === 'debug') this.#debug(data);
    else if (name === 'group') this.show(`##[group]${data}`);
    else if (name === 'endgroup') this.show('##[endgroup]');
    else if (name === 'add-mask') this.#mask(data);
    else if (name === 'stop-commands') this.#stop(data, line);
    else if (name === 'echo') this.#echo(data, line);
    else if (name === 'set-output' || name === 'save-state') this.#keep(command, line);
    else if (name === 'set-env' || name === 'add-path') {
      this.#refuse(line, `The \`${name}\` command is disabled. Please upgrade to using Environment Files.`);
    }
  }

  #debug(data: string): void {
    if (this.#settings.debug) this.show(`##[debug]${data}`);
  }

  #mask(value: string): void {
    if (value.trim() === '')
      this.annotate('warning', "Can't add secret mask for empty string in ##[add-mask] command.");
    else this.#settings.masks.add(value);
  }

  #stop(token: string, line: string): void {
    const name = token.toLowerCase();
    if (name === '' || name === 'pause-logging' || this.#registered.has(name)) {
      this.#refuse(line, `'${token}' is no token to stop commands with.`);
      return;
    }
    this.#stopToken = name;
    this.#registered.add(name);
    this.show(line);
  }

  #echo(data: string, line: string): void {
    const value = data.trim().toLowerCase();
    if (value === 'on' || value === 'off') this.#isEchoing = value === 'on';
    else this.#refuse(line, `Invalid echo command value '${data}'.`);
  }

  #keep(command: Command, line: string): void {
    const name = command.properties.get('name');
    if (name === undefined) {
      this.#refuse(line, "Required field 'name' is missing.");
      return;
    }
    (command.name === 'set-output' ? this.outputs : this.state).set(name, command.data);
    this.annotate('warning', `The \`${command.name}\` command is deprecated and will be disabled soon.`);
  }

  #refuse(line: string, why: string): void {
    this.fail(`Unable to process command '${line}' successfully.`, why);
  }

  #placeOf({ properties }: Command): Omit<Annotation, 'level' | 'message'> {
    const title = properties.get('title');
    const file = properties.get('file');
    const line = Number(properties.get('line') ?? properties.get('endline'));
    return {
      ...(title !== undefined && { title: this.#settings.masks.apply(title) }),
      ...(file !== undefined && { file: this.#settings.masks.apply(withinWorkspace(file, this.#settings.workspace)) }),
      ...(Number.isInteger(line) && line > 0 && { line }),
    };
  }
}

export interface LogSettings {
  readonly masks: Masks;
  readonly workspace: string;
  readonly debug: boolean;
  readonly onLine?: ((line: string) => void) | undefined;
}

function withinWorkspace(file: string, workspace: string): string {
  const path = isAbsolute(file) ? relative(workspace, file) : file;
  return path.startsWith('..') ? file : path.split(sep).join('/');
}
