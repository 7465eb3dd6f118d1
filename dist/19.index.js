export const id = 19;
export const ids = [19,159];
export const modules = {

/***/ 10649:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ chooseTwin),
/* harmony export */   k: () => (/* binding */ findJobs)
/* harmony export */ });
/* harmony import */ var _states_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95065);

/** All jobs whose display names are wanted, from every page of the list. */
async function findJobs(gemini, displayNames) {
    const found = [];
    for (let pageToken;;) {
        const page = await gemini.listJobs(pageToken === undefined ? {} : { pageToken });
        found.push(...page.jobs.filter((job) => displayNames.has(job.displayName)));
        if (page.nextPageToken === undefined)
            return found;
        pageToken = page.nextPageToken;
    }
}
/** The job to take over among jobs of one display name: one with results, else the live one of the smallest name. */
function chooseTwin(jobs) {
    const twins = jobs.filter(_states_js__WEBPACK_IMPORTED_MODULE_0__/* .isTwin */ .tr).sort((a, b) => (a.name < b.name ? -1 : 1));
    return twins.find(_states_js__WEBPACK_IMPORTED_MODULE_0__/* .hasEnded */ .hY) ?? twins[0];
}


/***/ }),

/***/ 47113:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FI: () => (/* binding */ displayNameOfFile),
/* harmony export */   L: () => (/* binding */ readsUpload),
/* harmony export */   ok: () => (/* binding */ displayNameOfJob)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

const maxNameChars = 60;
/**
 * The display name by which a job is found again: readable parts, the mark of the upload it reads, then a hash over all of
 * them. The API has no request id and a create is not idempotent, so this is the only way to tell one's own job from another.
 */
function displayNameOfJob(identity) {
    const { name, model, stage, shard, requestsDigest, scope } = identity;
    const digest = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', JSON.stringify([name, model, stage, shard, requestsDigest, scope])).slice(0, 32);
    return `gemini-batch-eval/${shorten(name)}/${shorten(model)}/${stage}/${shard + 1}/${markOfFile(identity)}/${digest}`;
}
/** The display name of a request file, by which an upload is found again. */
function displayNameOfFile(identity) {
    return `gemini-batch-eval/${shorten(identity.name)}/${markOfFile(identity)}`;
}
/** Whether a job reads this upload. Not every reply names the input file; the job's display name carries the file's mark. */
function readsUpload(job, file) {
    if (job.inputFile !== undefined)
        return job.inputFile === file.name;
    return job.displayName.split('/').includes(file.displayName.split('/').at(-1) ?? '');
}
function markOfFile({ requestsDigest, scope }) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', JSON.stringify([requestsDigest, scope])).slice(0, 24);
}
function shorten(text) {
    return text.length > maxNameChars ? `${text.slice(0, maxNameChars)}~` : text;
}


/***/ }),

/***/ 95065:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hY: () => (/* binding */ hasEnded),
/* harmony export */   lA: () => (/* binding */ describeEnd),
/* harmony export */   pd: () => (/* binding */ hasResults),
/* harmony export */   tr: () => (/* binding */ isTwin)
/* harmony export */ });
const endedStates = new Set([
    'SUCCEEDED',
    'PARTIALLY_SUCCEEDED',
    'FAILED',
    'CANCELLED',
    'EXPIRED',
]);
const stateWithResults = new Set(['SUCCEEDED', 'PARTIALLY_SUCCEEDED']);
/** The job will not change any more. A state we do not know counts as open: it keeps waiting until the deadline. */
function hasEnded(job) {
    return endedStates.has(job.state);
}
/** The job ended in a state that promises a result file. */
function hasResults(job) {
    return stateWithResults.has(job.state);
}
/** Whether an existing job may stand in for one that would be created: live, or ended with something to read. */
function isTwin(job) {
    if (!hasEnded(job))
        return job.state !== 'CANCELLING';
    if (!hasResults(job))
        return false;
    const { stats } = job;
    return stats === undefined || stats.requests === 0 || stats.failed < stats.requests;
}
/** Why a job ended without results, in words. */
function describeEnd(job) {
    const reason = job.error === undefined || job.error.message === '' ? '' : `: ${job.error.message} (code ${job.error.code})`;
    if (job.state === 'EXPIRED')
        return `expired before it was finished${reason}`;
    if (job.state === 'CANCELLED')
        return `was cancelled${reason}`;
    if (job.state === 'FAILED')
        return `failed${reason || ' without a reason'}`;
    return `ended as ${job.state}${reason}`;
}


/***/ }),

/***/ 37019:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/batch/states.js
var states = __webpack_require__(95065);
;// CONCATENATED MODULE: ./build/batch/download.js


/** Downloads what each job left. One that fails, is late, or whose file cannot be had takes nothing from the others. */
async function downloadResults(tools, submissions, jobs, pathOf) {
    return Promise.all(submissions.map(async (submission) => {
        const { model } = submission.plan;
        if ('error' in submission) {
            return {
                model,
                job: undefined,
                isTakenOver: false,
                path: undefined,
                failure: { kind: 'error', message: `${model} has no job: ${submission.error.message}` },
            };
        }
        const job = jobs.find(({ name }) => name === submission.job.name) ?? submission.job;
        const file = await downloadFile(tools, job, pathOf(model));
        const failure = file.failure ?? failureOf(model, job);
        return { model, job, isTakenOver: submission.isTakenOver, path: file.path, failure };
    }));
}
async function downloadFile(tools, job, path) {
    if (!(0,states/* hasEnded */.hY)(job) || job.resultFile === undefined)
        return { path: undefined, failure: undefined };
    try {
        const { bytes } = await tools.gemini.downloadFile({ name: job.resultFile, path });
        tools.log.info(`${job.model}: downloaded ${bytes} bytes of results`);
        return { path, failure: undefined };
    }
    catch (error) {
        if (tools.signal.aborted)
            throw error;
        const message = error instanceof errors/* ServiceError */._7
            ? error.message
            : `Could not download ${job.resultFile}: ${error instanceof Error ? error.message : error}`;
        return {
            path: undefined,
            failure: { kind: 'incomplete', message: `${job.model} has results that could not be fetched whole. ${message}` },
        };
    }
}
function failureOf(model, job) {
    if (!(0,states/* hasEnded */.hY)(job)) {
        return {
            kind: 'incomplete',
            message: `${model} was not finished in time; its job ${job.name} was last seen ${job.state}.`,
        };
    }
    if (!(0,states/* hasResults */.pd)(job))
        return { kind: 'error', message: `${model} has no complete results: its job ${job.name} ${(0,states/* describeEnd */.lA)(job)}.` };
    if (job.resultFile === undefined) {
        return {
            kind: 'incomplete',
            message: `${model} has no results: its job ${job.name} succeeded but named no result file.`,
        };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/batch/poll-schedule.js
const elapsedShare = 0.02;
const jitterShare = 0.1;
/**
 * The pause before the next look at the jobs, in milliseconds: 2% of the time waited so far, at least half the longest pause
 * and never above it, give or take 10%. Against a fixed pause it notices the end of short jobs sooner and asks less of long ones.
 */
function pauseMs(waitedMs, longestPauseMs, random) {
    const pause = Math.max(longestPauseMs / 2, waitedMs * elapsedShare);
    const jittered = pause * (1 - jitterShare + 2 * jitterShare * random);
    return Math.min(longestPauseMs, jittered);
}

;// CONCATENATED MODULE: ./build/batch/wait.js



/** SUCCEEDED was seen before the result file was named: how many further looks it is given. */
const looksForResultFile = 10;
/** Refusals in a row (a revoked key, say) after which waiting on makes no sense. */
const maxRefusedLooks = 3;
const heartbeatMs = 10 * 60_000;
/**
 * Looks at all jobs together until every one has ended or the deadline comes. `onChange` hears of every job whose state
 * changed. Failing looks are tolerated until the deadline, unless the service refuses several in a row.
 */
async function awaitJobs(tools, jobs, onChange) {
    const watch = new Watch(tools, jobs, onChange);
    const start = tools.clock.now();
    for (let looks = 0; !watch.isOver; looks++) {
        const left = tools.deadline - tools.clock.now();
        // Submitting may have taken all the time there was: even then the jobs are looked at once.
        if (left <= 0 && looks > 0)
            return { jobs: watch.jobs, isTimedOut: true };
        const pause = pauseMs(tools.clock.now() - start, tools.longestPauseMs, tools.clock.random());
        if (left > 0)
            await tools.clock.sleep(Math.min(pause, left), tools.signal);
        await watch.look();
    }
    return { jobs: watch.jobs, isTimedOut: false };
}
class Watch {
    #tools;
    #jobs;
    #onChange;
    #looksWithoutFile = new Map();
    #refusedLooks = 0;
    #lastLine = 0;
    constructor(tools, jobs, onChange) {
        this.#tools = tools;
        this.#jobs = new Map(jobs.map((job) => [job.name, job]));
        this.#onChange = onChange;
        this.#lastLine = tools.clock.now();
    }
    get jobs() {
        return [...this.#jobs.values()];
    }
    get isOver() {
        return this.jobs.every((job) => this.#isSettled(job));
    }
    async look() {
        try {
            await this.#lookAtAll();
            this.#refusedLooks = 0;
        }
        catch (error) {
            if (!(error instanceof errors/* ServiceError */._7))
                throw error;
            this.#refusedLooks = error.isTransient ? 0 : this.#refusedLooks + 1;
            if (this.#refusedLooks >= maxRefusedLooks)
                throw error;
            this.#tools.log.info(`${error.message}; looking again later`);
        }
        this.#beat();
    }
    #isSettled(job) {
        if (!(0,states/* hasEnded */.hY)(job))
            return false;
        if (!(0,states/* hasResults */.pd)(job) || job.resultFile !== undefined)
            return true;
        return (this.#looksWithoutFile.get(job.name) ?? 0) >= looksForResultFile;
    }
    /** One list for all; the list is left as soon as all were seen, and what it does not show is asked for by name. */
    async #lookAtAll() {
        const open = new Set(this.jobs.filter((job) => !this.#isSettled(job)).map((job) => job.name));
        for (let pageToken; open.size > 0;) {
            const page = await this.#tools.gemini.listJobs(pageToken === undefined ? {} : { pageToken });
            for (const job of page.jobs)
                if (open.delete(job.name))
                    this.#see(job);
            if (page.nextPageToken === undefined)
                break;
            pageToken = page.nextPageToken;
        }
        for (const name of open)
            this.#see(await this.#get(name));
    }
    async #get(name) {
        try {
            return await this.#tools.gemini.getJob(name);
        }
        catch (error) {
            if (!(error instanceof errors/* ServiceError */._7) || error.status !== 404)
                throw error;
            const last = this.#jobs.get(name);
            const message = 'the service does not know this job; it was deleted, or belongs to another key';
            return { displayName: '', model: '', ...last, name, state: 'FAILED', error: { code: 404, message } };
        }
    }
    #see(job) {
        const before = this.#jobs.get(job.name);
        this.#jobs.set(job.name, job);
        if ((0,states/* hasResults */.pd)(job) && job.resultFile === undefined) {
            this.#looksWithoutFile.set(job.name, (this.#looksWithoutFile.get(job.name) ?? 0) + 1);
        }
        if (before?.state === job.state && before.resultFile === job.resultFile)
            return;
        this.#onChange(job);
        if (before?.state !== job.state)
            this.#say(`${job.model || job.name}: ${job.state}${describeProgress(job)}`);
    }
    #say(line) {
        this.#tools.log.info(line);
        this.#lastLine = this.#tools.clock.now();
    }
    #beat() {
        const now = this.#tools.clock.now();
        if (now - this.#lastLine < heartbeatMs || this.isOver)
            return;
        const open = this.jobs
            .filter((job) => !(0,states/* hasEnded */.hY)(job))
            .map((job) => `${job.model} ${job.state}${describeProgress(job)}`);
        this.#say(`Still waiting: ${open.join(', ')} (until ${new Date(this.#tools.deadline).toISOString()})`);
    }
}
function describeProgress({ stats }) {
    if (stats === undefined || stats.requests === 0)
        return '';
    const failed = stats.failed > 0 ? `, ${stats.failed} failed` : '';
    return ` (${stats.succeeded} of ${stats.requests} answered${failed})`;
}

// EXTERNAL MODULE: ./build/gate.js
var gate = __webpack_require__(97853);
// EXTERNAL MODULE: ./build/inputs/models.js
var models = __webpack_require__(64784);
;// CONCATENATED MODULE: ./build/report/report.js
const schemaVersion = 1;
/** Lowest score of all models; null when a model has none. */
function lowestScore(models) {
    return models.reduce((lowest, { score }, index) => score === null || (index > 0 && lowest === null) ? null : Math.min(score, lowest ?? 1), null);
}

;// CONCATENATED MODULE: ./build/steps/admit.js

const dependabot = 'dependabot[bot]';
/**
 * Whether this run may spend money; otherwise why not, in a sentence. A fork's head never spends, key or not, under any
 * event: its data and prompts are a stranger's. Throws InputError where the workflow itself must change.
 */
async function refuseSpending(inputs, world) {
    const { context } = world;
    if (context.eventName === 'pull_request_target') {
        const message = "hands secrets to a stranger's pull request and is refused; use pull_request, or workflow_run after it";
        throw new errors/* InputError */.dz([{ input: 'on', received: context.eventName, message }]);
    }
    const head = await headRepository(inputs, world);
    if (head !== undefined && head.toLowerCase() !== context.repository.toLowerCase()) {
        return `The pull request comes from ${head === '' ? 'a deleted fork' : `the fork ${head}`}. Forks have no key and never spend: the dataset and the settings were checked, nothing was sent.`;
    }
    if (inputs.geminiApiKey !== undefined)
        return undefined;
    if (context.actor === dependabot) {
        return 'Dependabot gets no secrets, so there is no key: the dataset and the settings were checked, nothing was sent. A Dependabot secret of the same name would let it run.';
    }
    throw new errors/* InputError */.dz([
        {
            input: 'gemini-api-key',
            message: 'is not set, and neither is GEMINI_API_KEY nor GOOGLE_API_KEY in the environment; pass the secret of your repository here',
        },
    ]);
}
/** The repository whose commit is evaluated, where the event tells of a pull request; '' when it was deleted. */
async function headRepository(inputs, { context, github, log }) {
    if (context.headRepository !== undefined)
        return context.headRepository;
    const number = inputs.prNumber ?? context.pullRequestNumber;
    if (number === undefined)
        return undefined;
    try {
        return (await github?.getPullRequest(number))?.headRepository;
    }
    catch (error) {
        if (!(error instanceof errors/* ServiceError */._7))
            throw error;
        // Anybody may comment; without knowing whose pull request it is, nothing is spent.
        if (context.eventName === 'issue_comment')
            throw error;
        log.debug(error.message);
        return undefined;
    }
}

// EXTERNAL MODULE: ./build/steps/clean-up.js
var clean_up = __webpack_require__(8159);
// EXTERNAL MODULE: ./build/report/escape.js
var report_escape = __webpack_require__(9924);
;// CONCATENATED MODULE: ./build/report/markdown.js


const maxReasonChars = 300;
/** A comment is read in passing, the summary is where figures are looked up. */
const commentDecimals = 1;
const summaryDecimals = 2;
/** The mark by which an evaluation's comment is found again. */
function commentMarker(name) {
    return `<!-- gemini-batch-eval:${name} -->`;
}
/** Renders the comment in at most `maxChars`. Lists of rows are dropped first, then reasons are shortened; the first table stays. */
function renderComment(report, options, maxChars) {
    return fitToBudget(maxChars, (rows, isBrief) => [
        commentMarker(report.name),
        ...head(report, options.note, commentDecimals, isBrief),
        ...rowLists(report, options, rows),
        footer(report, options),
        ...(isBrief || (rows < options.failedRows.length && rows < maxCommentRows)
            ? ['_Shortened; the full version is in the job summary._']
            : []),
    ], maxCommentRows);
}
/** Renders the job summary, or report.md: the comment's first part, then everything else in full as far as it fits. */
function renderSummary(report, options, maxChars) {
    return fitToBudget(maxChars, (rows, isBrief) => [
        ...head(report, options.note, summaryDecimals, isBrief),
        ...rowLists(report, options, rows),
        ...errorTable(report, options.showText),
        ...tokenTable(report),
        ...jobTable(report),
        ...settingsList(report),
        footer(report, options),
        ...(rows < options.failedRows.length ? ['_Shortened; every row is in rows.jsonl._'] : []),
    ], options.failedRows.length);
}
const maxCommentRows = 20;
/** Halves the number of listed rows until the text fits, then makes it brief, then leaves out its last lines. */
function fitToBudget(maxChars, render, mostRows) {
    const print = (rows, isBrief) => `${render(rows, isBrief).join('\n\n')}\n`;
    for (let rows = mostRows; rows >= 0; rows = rows === 0 ? -1 : Math.floor(rows / 2)) {
        const text = print(rows, false);
        if (text.length <= maxChars)
            return text;
    }
    const text = print(0, true);
    return text.length <= maxChars ? text : text.slice(0, text.lastIndexOf('\n', maxChars - 1) + 1);
}
function head(report, note, decimals, isBrief) {
    const parts = [`### ${title(report)}`];
    if (note !== '' && !isBrief)
        parts.push(note
            .split('\n')
            .map((line) => (0,report_escape/* markdownText */.p7)(line, 1000))
            .join('  \n'));
    const alert = alertBox(report, isBrief ? 3 : maxAlertLines, isBrief ? 200 : 600);
    if (alert !== undefined)
        parts.push(alert);
    if (report.models.length > 0)
        parts.push(modelTable(report, decimals));
    return parts;
}
const marks = { pass: '✅', fail: '❌', inconclusive: '⚠️', pending: '⏳', skipped: '⏭️' };
function title({ verdict, name, models, reasons }) {
    const start = `${marks[verdict]} ${(0,report_escape/* markdownText */.p7)(name)}:`;
    const failing = new Set(reasons.filter(({ kind }) => kind === 'threshold' || kind === 'regression').map(({ model }) => model)).size;
    const all = `${models.length} model${models.length === 1 ? '' : 's'}`;
    if (verdict === 'fail')
        return `${start} ${failing} of ${all} ${failing === 1 ? 'fails' : 'fail'} the gate`;
    if (verdict === 'inconclusive')
        return `${start} inconclusive`;
    if (verdict === 'pending')
        return `${start} still running`;
    if (verdict === 'skipped')
        return `${start} validated, not run`;
    const hasFloor = models.some((model) => model.threshold !== null);
    if (models.length === 1)
        return `${start} ${hasFloor ? 'the model passes' : 'the model was evaluated; no floor is set'}`;
    return `${start} ${hasFloor ? `all ${all} pass` : `${all} evaluated; no floor is set`}`;
}
const alertKinds = { fail: 'CAUTION', inconclusive: 'WARNING', pending: 'NOTE', skipped: 'NOTE' };
const maxAlertLines = 12;
function alertBox({ verdict, reasons }, maxLines, maxChars) {
    if (verdict === 'pass' || reasons.length === 0)
        return undefined;
    const lines = reasons.slice(0, maxLines).map((reason) => describeReason(reason, maxChars));
    if (reasons.length > maxLines)
        lines.push(`… and ${reasons.length - maxLines} more.`);
    const body = lines.length === 1 ? lines : lines.map((line) => `- ${line}`);
    return [`[!${alertKinds[verdict]}]`, ...body].map((line) => `> ${line}`).join('\n');
}
/** The model's name as code at the front, the rest as plain text. */
function describeReason({ model, message }, maxChars) {
    const isNamed = model !== undefined && message.startsWith(`${model} `);
    return isNamed
        ? `${(0,report_escape/* inlineCode */.ti)(model)} ${(0,report_escape/* markdownText */.p7)(message.slice(model.length + 1), maxChars)}`
        : (0,report_escape/* markdownText */.p7)(message, maxChars);
}
function table(columns, alignments, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(columns), `|${alignments.join('|')}|`, ...rows.map(line)].join('\n');
}
function modelTable(report, decimals) {
    const rows = report.models.map((model) => {
        const name = (0,report_escape/* inlineCode */.ti)(model.model);
        if (isRunning(report, model))
            return [name, '–', '–', '–', '–', '⏳ running'];
        return [
            name,
            describeScore(model, decimals),
            `${model.passed} / ${model.rows}`,
            describeUnanswered(model),
            formatCount(model.tokens.total),
            describeGate(model, report.reasons),
        ];
    });
    return table(['Model', 'Score (95% CI)', 'Passed', 'Errors', 'Tokens', 'Gate'], [':--', '--:', '--:', '--:', '--:', ':--'], rows);
}
function isRunning({ verdict, reasons }, { model, answered }) {
    const isLate = reasons.some((reason) => reason.model === model && reason.kind === 'incomplete');
    return verdict === 'pending' && answered === 0 && isLate;
}
const tolerance = 1e-9;
function describeScore({ score, interval, threshold }, decimals) {
    if (score === null)
        return '–';
    const isUnder = threshold !== null && score < threshold - tolerance;
    const shown = isUnder ? (0,gate/* formatApart */.Wq)(score, threshold, decimals)[0] : (0,gate/* formatShare */.T1)(score, decimals);
    const range = interval === null ? '' : ` (${Math.floor(interval[0] * 100)}–${Math.ceil(interval[1] * 100)})`;
    return `${shown}${range}`;
}
function describeUnanswered({ errors, missing }) {
    return missing === 0 ? String(errors) : `${errors} + ${missing} missing`;
}
function describeGate(model, reasons) {
    const own = reasons.filter((reason) => reason.model === model.model);
    const floor = model.threshold === null ? '' : ` floor ${Number((model.threshold * 100).toFixed(7))}%`;
    if (own.some(({ kind }) => kind === 'threshold' || kind === 'regression'))
        return `❌${floor}`;
    if (own.length > 0)
        return '⚠️ not judged';
    return model.threshold === null ? 'no floor' : `✅${floor}`;
}
function rowLists(report, options, maxRows) {
    return report.models.flatMap(({ model, answered, passed, rows }) => {
        const failed = options.failedRows.filter((row) => row.model === model);
        const total = rows - passed;
        if (failed.length === 0 || answered === 0 || maxRows === 0)
            return [];
        const lines = failed.slice(0, maxRows).map((row) => rowLine(report, options, row));
        const rest = total > lines.length ? `\n\n… and ${total - lines.length} more in rows.jsonl.` : '';
        const body = table(['Row', 'Outcome', 'Why'], [':--', ':--', ':--'], lines);
        return [
            `<details><summary><b>Answers that did not pass: <code>${escapeHtml(model)}</code> (${total})</b></summary>\n\n${body}${rest}\n</details>`,
        ];
    });
}
function rowLine(report, options, row) {
    const place = `${row.file}:${row.line}`;
    const label = (0,report_escape/* inlineCode */.ti)(row.repeat > 1 ? `${row.key} #${row.repeat}` : row.key, 40);
    const url = `${options.serverUrl}/${report.run.repository}/blob/${report.run.sha}/${(0,report_escape/* urlPath */.Lx)(row.file)}?plain=1#L${row.line}`;
    const isInRepository = !/^([a-z]+:)?[\\/]|(^|[\\/])\.\.([\\/]|$)/i.test(row.file);
    const link = options.linkRows && isInRepository ? `[${label}](${url})` : `${label} ${(0,report_escape/* markdownText */.p7)(place)}`;
    const score = row.score === null ? row.outcome : (0,gate/* formatShare */.T1)(row.score, 1);
    return [link, score, (0,report_escape/* inlineCode */.ti)(options.showText ? row.reason : row.brief, maxReasonChars)];
}
function errorTable({ models }, showText) {
    const rows = models.flatMap(({ model, errorKinds }) => {
        const counts = new Map();
        for (const [error, times] of Object.entries(errorKinds)) {
            const shown = showText ? error : (error.split(':', 1)[0] ?? '');
            counts.set(shown, (counts.get(shown) ?? 0) + times);
        }
        return [...counts].map(([error, times]) => [(0,report_escape/* inlineCode */.ti)(model), String(times), (0,report_escape/* inlineCode */.ti)(error, maxReasonChars)]);
    });
    return rows.length === 0 ? [] : ['#### Errors', table(['Model', 'Times', 'Error'], [':--', '--:', ':--'], rows)];
}
function tokenTable({ models }) {
    if (models.length === 0)
        return [];
    const rows = models.map(({ model, tokens }) => [
        (0,report_escape/* inlineCode */.ti)(model),
        ...[tokens.prompt, tokens.cached, tokens.candidates, tokens.thoughts, tokens.total].map(formatCount),
    ]);
    return [
        '#### Tokens',
        table(['Model', 'Prompt', 'of it cached', 'Answer', 'Thoughts', 'Total'], [':--', '--:', '--:', '--:', '--:', '--:'], rows),
    ];
}
function jobTable({ models }) {
    const rows = models.flatMap(({ model, jobs, modelVersions }) => jobs.map((job) => [
        (0,report_escape/* inlineCode */.ti)(model),
        (0,report_escape/* inlineCode */.ti)(job.name),
        `${(0,report_escape/* markdownText */.p7)(job.state)}${job.isTakenOver ? ' (taken over)' : ''}`,
        Object.keys(modelVersions)
            .slice(0, 5)
            .map((version) => (0,report_escape/* inlineCode */.ti)(version))
            .join(', '),
    ]));
    return rows.length === 0
        ? []
        : ['#### Batch jobs', table(['Model', 'Job', 'State', 'Answered as'], [':--', ':--', ':--', ':--'], rows)];
}
function settingsList({ dataset, settings }) {
    const scorers = settings.scorers.map(({ scorer, weight }) => `${(0,report_escape/* inlineCode */.ti)(scorer)}${weight === 1 ? '' : ` × ${weight}`}`);
    const lines = [
        `Dataset: ${dataset.files.map((file) => (0,report_escape/* inlineCode */.ti)(file)).join(', ')}; ${countRows(dataset.rows)}; ${(0,report_escape/* inlineCode */.ti)(dataset.fingerprint ?? 'not read')}`,
        `Scorers: ${scorers.join(', ')}`,
        `Accepted share of rows without an answer: ${(0,gate/* formatShare */.T1)(settings.maxErrorRate, 1)}; red on: ${settings.failOn.join(', ') || 'nothing'}`,
    ];
    return ['#### Settings', lines.map((line) => `- ${line}`).join('\n')];
}
function footer(report, { serverUrl, artifacts }) {
    const { repository, id, attempt, sha } = report.run;
    const parts = [
        countRows(report.dataset.rows),
        ...(id === '' ? [] : [`[run](${serverUrl}/${repository}/actions/runs/${id}/attempts/${attempt})`]),
        ...(artifacts.length === 0
            ? []
            : [`artifacts: ${artifacts.map(({ label, url }) => `[${(0,report_escape/* markdownText */.p7)(label)}](${url})`).join(' · ')}`]),
        ...(sha === '' ? [] : [`updated for \`${sha.slice(0, 7)}\``]),
    ];
    return `<sub>${parts.join(' · ')}</sub>`;
}
function countRows(rows) {
    return `${formatCount(rows)} row${rows === 1 ? '' : 's'}`;
}
/** A whole number with a thin mark between thousands. */
function formatCount(value) {
    return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}
function escapeHtml(text) {
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

;// CONCATENATED MODULE: ./build/steps/plan.js

/** English text has about four bytes a token; other languages and images differ, so it is shown as an estimate. */
const bytesPerToken = 4;
/** What a run would do, for `dry-run`: printed, and returned. */
function showPlan(inputs, { log }, dataset) {
    const floors = inputs.models.map((model) => {
        const floor = inputs.threshold.get(model);
        return `${model} (${floor === undefined ? 'no floor' : `floor ${floor * 100}%`})`;
    });
    const lines = [
        'Dry run: everything was checked, nothing is sent.',
        `Name: ${inputs.name}`,
        `Dataset: ${dataset.rows.size} rows from ${dataset.sources.join(', ')} (${dataset.fingerprint})`,
        `Upload: 1 file of ${formatCount(dataset.requestBytes)} bytes, about ${formatCount(dataset.requestBytes / bytesPerToken)} prompt tokens for each model`,
        `Jobs: ${inputs.models.length}, for ${floors.join(', ')}`,
        `Scorers: ${inputs.scorers.map(({ label, weight }) => (weight === 1 ? label : `${label} × ${weight}`)).join(', ')}`,
        `Requests as they would be sent: ${dataset.requestsPath}`,
    ];
    for (const line of lines)
        log.info(line);
    return lines.join('\n');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/dataset/json-tokens.js
const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const colon = 0x3a;
const backslash = 0x5c;
const openArray = 0x5b;
const closeArray = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;
const point = 0x2e;
const zero = 0x30;
const letterE = 0x65;
const letterU = 0x75;
const isSpace = classOf(' \t\n\r');
const isDigit = classOf('0123456789');
const isHexDigit = classOf('0123456789abcdefABCDEF');
const isEscape = classOf('"\\/bfnrtu');
const endsPlainText = classOf('"\\');
endsPlainText.fill(1, 0, 0x20);
function classOf(characters) {
    const table = new Uint8Array(256);
    for (const character of characters)
        table[character.charCodeAt(0)] = 1;
    return table;
}
/** The first offset from `at` on that holds no JSON whitespace, or `end`. */
function skipSpace(bytes, at, end) {
    let p = at;
    while (p < end && isSpace[bytes[p]] === 1)
        p++;
    return p;
}
/** The offset behind the string whose opening quote is at `at`; or `~offset` of the byte (or the end) that breaks it. */
function endOfString(bytes, at, end) {
    let p = endOfPlainText(bytes, at + 1, end);
    while (p < end) {
        const byte = bytes[p];
        if (byte === quote)
            return p + 1;
        if (byte !== backslash)
            return ~p;
        p = endOfEscape(bytes, p, end);
        if (p < 0)
            return p;
        p = endOfPlainText(bytes, p, end);
    }
    return ~end;
}
// Four bytes a turn: measured faster than one, and than whole words. Never reads at or past the end.
function endOfPlainText(bytes, at, end) {
    let p = at;
    for (const lastTurn = end - 4; p <= lastTurn; p += 4) {
        if (endsPlainText[bytes[p]] === 1)
            return p;
        if (endsPlainText[bytes[p + 1]] === 1)
            return p + 1;
        if (endsPlainText[bytes[p + 2]] === 1)
            return p + 2;
        if (endsPlainText[bytes[p + 3]] === 1)
            return p + 3;
    }
    while (p < end && endsPlainText[bytes[p]] === 0)
        p++;
    return p;
}
function endOfEscape(bytes, at, end) {
    if (at + 1 >= end)
        return ~end;
    const letter = bytes[at + 1];
    if (isEscape[letter] === 0)
        return ~at;
    if (letter !== letterU)
        return at + 2;
    for (let p = at + 2; p < at + 6; p++) {
        if (p >= end)
            return ~end;
        if (isHexDigit[bytes[p]] === 0)
            return ~at;
    }
    return at + 6;
}
/** The offset behind the number that begins at `at`; or `~offset` of the byte (or the end) that breaks it. */
function endOfNumber(bytes, at, end) {
    let p = bytes[at] === minus ? at + 1 : at;
    const firstDigit = p;
    p = skipDigits(bytes, p, end);
    if (p === firstDigit)
        return ~p;
    if (bytes[firstDigit] === zero && p > firstDigit + 1)
        return ~firstDigit;
    if (p < end && bytes[p] === point) {
        const fraction = p + 1;
        p = skipDigits(bytes, fraction, end);
        if (p === fraction)
            return ~p;
    }
    if (p < end && (bytes[p] | 0x20) === letterE) {
        p++;
        if (p < end && (bytes[p] === 0x2b || bytes[p] === minus))
            p++;
        const exponent = p;
        p = skipDigits(bytes, exponent, end);
        if (p === exponent)
            return ~p;
    }
    return p;
}
function skipDigits(bytes, at, end) {
    let p = at;
    while (p < end && isDigit[bytes[p]] === 1)
        p++;
    return p;
}
const literals = ['true', 'false', 'null'].map((word) => Uint8Array.from(word, (letter) => letter.charCodeAt(0)));
/** The offset behind `true`, `false` or `null` at `at`; or `~at`. */
function endOfLiteral(bytes, at, end) {
    for (const word of literals) {
        if (bytes[at] !== word[0] || at + word.length > end)
            continue;
        let matched = 1;
        while (matched < word.length && bytes[at + matched] === word[matched])
            matched++;
        if (matched === word.length)
            return at + matched;
    }
    return ~at;
}
/** Whether a number may begin with this byte. */
function startsNumber(byte) {
    return byte === minus || isDigit[byte] === 1;
}

;// CONCATENATED MODULE: ./build/dataset/json-members.js

const initialMembers = 32;
const noBytes = new Uint8Array(0);
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/**
 * The members of one JSON object as spans of the scanned bytes, in their order, duplicates included; member i is the one
 * with 0 <= i < count. Name spans leave out the quotes, value spans the whitespace around them. Valid until the next scan.
 */
class MemberTable {
    bytes = noBytes;
    count = 0;
    /** Offset of the object's { and the offset behind its }. */
    objectStart = 0;
    objectEnd = 0;
    nameStart = new Int32Array(initialMembers);
    nameEnd = new Int32Array(initialMembers);
    valueStart = new Int32Array(initialMembers);
    valueEnd = new Int32Array(initialMembers);
    /** Forgets all members and begins the object whose { is at `objectStart`. */
    reset(bytes, objectStart) {
        this.bytes = bytes;
        this.count = 0;
        this.objectStart = objectStart;
        this.objectEnd = objectStart;
    }
    /** Takes in the next member. */
    add(nameStart, nameEnd, valueStart, valueEnd) {
        if (this.count === this.nameStart.length)
            this.#grow();
        const index = this.count++;
        this.nameStart[index] = nameStart;
        this.nameEnd[index] = nameEnd;
        this.valueStart[index] = valueStart;
        this.valueEnd[index] = valueEnd;
    }
    /** The index of the last member of that name, the one JSON.parse keeps; or -1. Names match however they are escaped. */
    find(name) {
        for (let index = this.count - 1; index >= 0; index--)
            if (this.hasName(index, name))
                return index;
        return -1;
    }
    /** The index of the first member of that name at or behind `from`, so that every copy can be visited; or -1. */
    findFrom(name, from) {
        for (let index = from; index < this.count; index++)
            if (this.hasName(index, name))
                return index;
        return -1;
    }
    /** Whether the member bears this name. */
    hasName(index, name) {
        return isName(this.bytes, this.nameStart[index], this.nameEnd[index], name);
    }
    /** The member's name, unescaped. */
    name(index) {
        return nameText(this.bytes, this.nameStart[index], this.nameEnd[index]);
    }
    /** The member's value as its bytes, a view into the scanned buffer. */
    value(index) {
        return this.bytes.subarray(this.valueStart[index], this.valueEnd[index]);
    }
    /** The member's value as JSON.parse gives it. */
    parse(index) {
        return JSON.parse(decoder.decode(this.value(index)));
    }
    #grow() {
        this.nameStart = doubled(this.nameStart);
        this.nameEnd = doubled(this.nameEnd);
        this.valueStart = doubled(this.valueStart);
        this.valueEnd = doubled(this.valueEnd);
    }
}
/** The array's content in one of twice the length. */
function doubled(array) {
    const longer = new Int32Array(array.length * 2);
    longer.set(array);
    return longer;
}
/** Whether the valid name in bytes[start, end), without its quotes, spells `name`. */
function isName(bytes, start, end, name) {
    const length = end - start;
    // Neither UTF-8 nor an escape spells a UTF-16 unit in less than one byte.
    if (length < name.length)
        return false;
    let p = 0;
    while (p < name.length) {
        const byte = bytes[start + p];
        if (byte === backslash || byte >= 0x80)
            return nameText(bytes, start, end) === name;
        if (byte !== name.charCodeAt(p))
            return false;
        p++;
    }
    return length === name.length;
}
function nameText(bytes, start, end) {
    const text = decoder.decode(bytes.subarray(start, end));
    return text.includes('\\') ? JSON.parse(`"${text}"`) : text;
}

;// CONCATENATED MODULE: ./build/dataset/json-cut.js

/** A list of byte ranges [starts[i], ends[i]), i < count, that is filled again for every row. */
class ByteRanges {
    count = 0;
    starts = new Int32Array(16);
    ends = new Int32Array(16);
    /** Forgets all ranges. */
    clear() {
        this.count = 0;
    }
    /** Puts a range in its place by start; ranges may touch but not overlap, and empty ones are left out. */
    add(start, end) {
        if (start >= end)
            return;
        if (this.count === this.starts.length) {
            this.starts = doubled(this.starts);
            this.ends = doubled(this.ends);
        }
        let index = this.count++;
        while (index > 0 && this.starts[index - 1] > start) {
            this.starts[index] = this.starts[index - 1];
            this.ends[index] = this.ends[index - 1];
            index--;
        }
        this.starts[index] = start;
        this.ends[index] = end;
    }
    /** The number of bytes in all ranges. */
    byteLength() {
        let total = 0;
        for (let index = 0; index < this.count; index++)
            total += this.ends[index] - this.starts[index];
        return total;
    }
    /** Copies the ranges' bytes one after the other to target[at…) and returns the offset behind them; the room must suffice. */
    copy(bytes, target, at) {
        let p = at;
        for (let index = 0; index < this.count; index++) {
            const start = this.starts[index];
            const end = this.ends[index];
            target.set(bytes.subarray(start, end), p);
            p += end - start;
        }
        return p;
    }
}
/**
 * Adds to `cuts` the ranges to leave out so that the object loses every copy of the named members and stays valid JSON,
 * the rest byte for byte: each goes with one comma and the space behind that comma, and an object that loses all its
 * members becomes {}. Returns how many members remain.
 */
function cutMembers(table, names, cuts) {
    let lastKept = -1;
    let remaining = 0;
    for (let index = 0; index < table.count; index++) {
        if (isAmong(table, index, names))
            continue;
        // Everything from the first member cut up to here goes; the space before that member now leads this one.
        if (index > lastKept + 1)
            cuts.add(memberStart(table, lastKept + 1), memberStart(table, index));
        lastKept = index;
        remaining++;
    }
    const last = table.count - 1;
    if (lastKept === last)
        return remaining;
    if (remaining === 0)
        cuts.add(table.objectStart + 1, table.objectEnd - 1);
    else
        cuts.add(table.valueEnd[lastKept], table.valueEnd[last]);
    return remaining;
}
/** Fills `kept` with what of [start, end) is left when `cuts`, all inside it, are left out. */
function keepOthers(cuts, start, end, kept) {
    kept.clear();
    let from = start;
    for (let index = 0; index < cuts.count; index++) {
        kept.add(from, cuts.starts[index]);
        from = cuts.ends[index];
    }
    kept.add(from, end);
}
function isAmong(table, index, names) {
    for (const name of names)
        if (table.hasName(index, name))
            return true;
    return false;
}
function memberStart(table, index) {
    return table.nameStart[index] - 1;
}

;// CONCATENATED MODULE: ./build/dataset/keys.js
const hashKey = /^r-[0-9a-f]{16}(-\d+)?$/;
/**
 * Gives every row its key: the row's own when it is unique over all files, else one from its request's hash, with -2, -3, …
 * for further rows of the same request. Whether an own key is unique is only known at the end: when a pass meets one twice,
 * `isSettled` turns false and the pass must be made again, now knowing it.
 */
class KeyAssigner {
    /** Own keys met more than once: none of their rows keeps it. */
    #repeated = new Set();
    /** Own keys that look like hash keys: no hash key may take them. */
    #reserved = new Set();
    #copies = new Map();
    #taken = new Set();
    /** Rows of the current pass whose own key was not unique. */
    repeatedRows = 0;
    isSettled = true;
    /** Begins a pass over all rows; `taken` tells the keys given in this pass. */
    begin(taken) {
        this.#taken = taken;
        this.#copies = new Map();
        this.repeatedRows = 0;
        this.isSettled = true;
    }
    /** The row's key; `own` is undefined when the row has no usable key, `hash` is 16 hex digits. */
    assign(own, hash) {
        if (own === undefined)
            return this.#hashKey(`r-${hash}`);
        if (!this.#repeated.has(own)) {
            const isTaken = this.#taken.has(own);
            const isTakenByHash = isTaken && hashKey.test(own) && !this.#reserved.has(own);
            if (hashKey.test(own))
                this.#reserved.add(own);
            if (!isTaken)
                return own;
            this.isSettled = false;
            if (!isTakenByHash)
                this.#repeated.add(own);
        }
        this.repeatedRows++;
        return this.#hashKey(`r-${hash}`);
    }
    #hashKey(first) {
        let copy = this.#copies.get(first) ?? 1;
        let key = copy === 1 ? first : `${first}-${copy}`;
        while (this.#taken.has(key) || this.#reserved.has(key))
            key = `${first}-${++copy}`;
        if (copy > 1)
            this.#copies.set(first, copy);
        return key;
    }
}

;// CONCATENATED MODULE: ./build/dataset/lines.js

/** The longest row that is read, in bytes. */
const maxRowBytes = 256 * 1024 * 1024;
const newline = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = [0xef, 0xbb, 0xbf];
const initialRows = 256;
const initialPartBytes = 64 * 1024;
const keptPartBytes = 1024 * 1024;
const lines_noBytes = Buffer.alloc(0);
/** Thrown for a row that is longer than rows may be. */
class RowTooLongError extends Error {
    name = 'RowTooLongError';
    lineNumber;
    constructor(lineNumber, limitBytes) {
        super(`line ${lineNumber} is longer than ${limitBytes} bytes`);
        this.lineNumber = lineNumber;
    }
}
/**
 * Splits a file that arrives in chunks into its non-blank lines. Only \n ends a line; the \r before it, a byte order mark
 * at the start of the file and lines of nothing but spaces, tabs and \r are left out. A row within one chunk is not copied.
 * Batches, and the chunk they point into, must stay untouched until the next call and are void from then on.
 */
class LineSplitter {
    #limitBytes;
    #joined = new Rows();
    #direct = new Rows();
    /** The start of a row whose end has not arrived, in #part[0, #partLength). */
    #part = lines_noBytes;
    #spare = lines_noBytes;
    #partLength = 0;
    #partOffset = 0;
    #fileOffset = 0;
    #lineNumber = 1;
    constructor(limitBytes = maxRowBytes) {
        this.#limitBytes = limitBytes;
    }
    /** The rows that this chunk completes, in order, in up to two batches. Throws RowTooLongError. */
    push(chunk) {
        const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
        const batches = [];
        let start = 0;
        if (this.#partLength > 0) {
            const end = bytes.indexOf(newline);
            start = end < 0 ? bytes.length : end + 1;
            this.#append(bytes, 0, end < 0 ? start : end);
            if (end >= 0)
                this.#takePart(batches);
        }
        this.#direct.begin(bytes, this.#fileOffset);
        for (let end = bytes.indexOf(newline, start); end >= 0; end = bytes.indexOf(newline, start)) {
            this.#takeLine(this.#direct, start, end);
            start = end + 1;
        }
        if (this.#direct.count > 0)
            batches.push(this.#direct);
        if (start < bytes.length) {
            if (this.#partLength === 0)
                this.#partOffset = this.#fileOffset + start;
            this.#append(bytes, start, bytes.length);
        }
        this.#fileOffset += bytes.length;
        return batches;
    }
    /** The last row, when no \n ends it. */
    finish() {
        const batches = [];
        if (this.#partLength > 0)
            this.#takePart(batches);
        return batches;
    }
    #takePart(batches) {
        this.#joined.begin(this.#part, this.#partOffset);
        this.#takeLine(this.#joined, 0, this.#partLength);
        if (this.#joined.count > 0)
            batches.push(this.#joined);
        this.#partLength = 0;
        // The batch points into the old buffer until the next call; the spare one is no longer pointed into.
        const used = this.#part;
        this.#part = this.#spare;
        this.#spare = used.length <= keptPartBytes ? used : lines_noBytes;
    }
    #takeLine(rows, lineStart, lineEnd) {
        const lineNumber = this.#lineNumber++;
        const { bytes } = rows;
        let start = lineStart;
        const isFirst = rows.fileOffset + start === 0;
        if (isFirst && byteOrderMark.every((byte, index) => index < lineEnd && bytes[index] === byte))
            start = 3;
        const end = lineEnd > start && bytes[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd;
        if (isBlank(bytes, start, end))
            return;
        if (end - start > this.#limitBytes)
            throw new RowTooLongError(lineNumber, this.#limitBytes);
        rows.add(start, end, lineNumber);
    }
    #append(bytes, start, end) {
        const length = this.#partLength + end - start;
        if (length > this.#limitBytes + byteOrderMark.length + 1)
            throw new RowTooLongError(this.#lineNumber, this.#limitBytes);
        if (length > this.#part.length) {
            const longer = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#part.length, initialPartBytes));
            longer.set(this.#part.subarray(0, this.#partLength));
            this.#part = longer;
        }
        this.#part.set(bytes.subarray(start, end), this.#partLength);
        this.#partLength = length;
    }
}
class Rows {
    bytes = new Uint8Array(0);
    fileOffset = 0;
    count = 0;
    starts = new Int32Array(initialRows);
    ends = new Int32Array(initialRows);
    lineNumbers = new Int32Array(initialRows);
    begin(bytes, fileOffset) {
        this.bytes = bytes;
        this.fileOffset = fileOffset;
        this.count = 0;
    }
    add(start, end, lineNumber) {
        if (this.count === this.starts.length) {
            this.starts = doubled(this.starts);
            this.ends = doubled(this.ends);
            this.lineNumbers = doubled(this.lineNumbers);
        }
        const index = this.count++;
        this.starts[index] = start;
        this.ends[index] = end;
        this.lineNumbers[index] = lineNumber;
    }
}
function isBlank(bytes, start, end) {
    for (let p = start; p < end; p++) {
        const byte = bytes[p];
        if (byte !== 0x20 && byte !== 0x09 && byte !== carriageReturn)
            return false;
    }
    return true;
}

;// CONCATENATED MODULE: ./build/dataset/request-writer.js
const bufferBytes = 1024 * 1024;
/** Gathers small writes into large ones, in order. */
class RequestWriter {
    #sink;
    #buffer = Buffer.allocUnsafeSlow(bufferBytes);
    #used = 0;
    bytesWritten = 0;
    constructor(sink) {
        this.#sink = sink;
    }
    /** Writes the pieces one after the other; there is something to wait for only when the buffer is full. */
    write(pieces) {
        let length = 0;
        for (const piece of pieces)
            length += piece.length;
        this.bytesWritten += length;
        if (this.#used + length > bufferBytes)
            return this.#writeLong(pieces, length);
        this.#gather(pieces);
        return undefined;
    }
    /** Hands everything gathered to the sink. */
    async flush() {
        if (this.#used === 0)
            return;
        const filled = this.#buffer.subarray(0, this.#used);
        this.#used = 0;
        await this.#sink.write(filled);
    }
    async #writeLong(pieces, length) {
        await this.flush();
        if (length <= bufferBytes)
            this.#gather(pieces);
        else
            for (const piece of pieces)
                await this.#sink.write(piece);
    }
    #gather(pieces) {
        for (const piece of pieces) {
            this.#buffer.set(piece, this.#used);
            this.#used += piece.length;
        }
    }
}

;// CONCATENATED MODULE: ./build/dataset/row-shape.js
const row_shape_openArray = 0x5b;
/**
 * What keeps a row of valid JSON from being sent, or undefined. The service reads the whole file when a job is created and
 * refuses all of it for one row of a wrong shape, so such rows are found here.
 */
function checkShape(scanner) {
    if (!scanner.isObject)
        return 'the row is not a JSON object';
    const { row, request } = scanner;
    const index = row.find('request');
    if (index < 0)
        return 'has no member "request"; rows are {"request": …} as exported, or {"key": …, "request": …}';
    for (const name of ['request', 'key']) {
        if (row.findFrom(name, 0) !== row.find(name))
            return `has two members "${name}"; which one is meant?`;
    }
    if (!scanner.requestIsObject)
        return '"request" is not an object';
    return checkContents(request);
}
function checkContents(request) {
    const index = request.find('contents');
    if (index < 0)
        return 'the request has no "contents"';
    const value = request.value(index);
    if (value[0] !== row_shape_openArray)
        return '"contents" is not a list';
    const isEmpty = value.subarray(1, -1).every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
    return isEmpty ? '"contents" is empty' : undefined;
}

;// CONCATENATED MODULE: ./build/dataset/rows.js
const rows_initialRows = 1024;
/** The rows of a dataset in file order: their keys and places, never their text. About 100 bytes a row beside its key. */
class RowTable {
    #keys = [];
    #byKey = new Map();
    #source = new Uint16Array(rows_initialRows);
    #line = new Uint32Array(rows_initialRows);
    #offset = new Float64Array(rows_initialRows);
    #length = new Uint32Array(rows_initialRows);
    get size() {
        return this.#keys.length;
    }
    /** Takes in the next row; its key must be new. */
    add(key, place) {
        const row = this.#keys.length;
        if (row === this.#line.length)
            this.#grow();
        this.#keys.push(key);
        this.#byKey.set(key, row);
        this.#source[row] = place.source;
        this.#line[row] = place.line;
        this.#offset[row] = place.offset;
        this.#length[row] = place.length;
    }
    has(key) {
        return this.#byKey.has(key);
    }
    /** The row's number from 0; undefined for a key that is not in the dataset. */
    find(key) {
        return this.#byKey.get(key);
    }
    key(row) {
        return this.#keys[row] ?? '';
    }
    place(row) {
        return {
            source: this.#source[row] ?? 0,
            line: this.#line[row] ?? 0,
            offset: this.#offset[row] ?? 0,
            length: this.#length[row] ?? 0,
        };
    }
    #grow() {
        const rows = this.#line.length * 2;
        this.#source = copyInto(new Uint16Array(rows), this.#source);
        this.#line = copyInto(new Uint32Array(rows), this.#line);
        this.#offset = copyInto(new Float64Array(rows), this.#offset);
        this.#length = copyInto(new Uint32Array(rows), this.#length);
    }
}
function copyInto(target, source) {
    target.set(source);
    return target;
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
;// CONCATENATED MODULE: ./build/dataset/json-faults.js

/** The fault at `offset`, saying so when it is that the text ends there. */
function faultAt(offset, end, message) {
    return { offset, message: offset >= end ? `the text ends where ${message}` : message };
}
/** The fault in the string whose opening quote is at `start` and which breaks at `offset`. */
function stringFault(bytes, start, offset, end) {
    if (offset >= end)
        return { offset: start, message: 'the string is not closed' };
    const byte = bytes[offset];
    if (byte !== backslash) {
        const asEscape = `\\u${byte.toString(16).padStart(4, '0')}`;
        return { offset, message: `control character in a string: write it as ${asEscape}` };
    }
    const isUnicode = bytes[offset + 1] === 0x75;
    const rule = isUnicode ? 'four hexadecimal digits are expected after \\u' : 'unknown escape in a string';
    return { offset, message: `${rule}: a backslash itself is written as \\\\` };
}
/** The fault in the number that begins at `start` and breaks at `offset`. */
function numberFault(bytes, start, offset, end) {
    if (bytes[offset] === 0x30 && offset < end)
        return { offset, message: 'a number may not start with 0' };
    const before = bytes[offset - 1];
    if (before === 0x2e)
        return faultAt(offset, end, 'a digit is expected after the decimal point');
    if (before === minus && offset === start + 1)
        return faultAt(offset, end, 'a digit is expected after the minus sign');
    return faultAt(offset, end, 'a digit is expected in the exponent');
}
/** The fault where a value should begin. */
function valueFault(bytes, offset, end) {
    const byte = offset < end ? bytes[offset] : undefined;
    if (byte === 0x27)
        return { offset, message: 'a string stands in double quotes, not in single ones' };
    if (byte === 0x2b)
        return { offset, message: 'a number may not start with +' };
    if (byte === 0x2e)
        return { offset, message: 'a number may not start with a decimal point' };
    if (byte === 0x5d || byte === 0x7d)
        return { offset, message: 'a value is expected before the closing bracket' };
    return faultAt(offset, end, 'a value is expected: an object, array, string, number, true, false or null');
}

;// CONCATENATED MODULE: ./build/dataset/json-values.js


const broken = -1;
const initialDepth = 256;
/**
 * Walks over JSON values in bytes and validates them, nested to any depth, without looking at or past `end`.
 * Every method returns the offset it arrived at, or -1 with the reason in `fault`.
 */
class ValueWalker {
    fault = undefined;
    #closers = new Uint8Array(initialDepth);
    /** The offset behind the value that begins at `at`. */
    endOfValue(bytes, at, end) {
        let depth = 0;
        let p = at;
        for (;;) {
            const byte = p < end ? bytes[p] : broken;
            if (byte === openObject || byte === openArray) {
                const closer = byte + 2;
                p = skipSpace(bytes, p + 1, end);
                if (p < end && bytes[p] === closer)
                    p++;
                else {
                    if (depth === this.#closers.length)
                        this.#deepen();
                    this.#closers[depth++] = closer;
                    if (closer === closeObject)
                        p = this.valueOfMember(bytes, p, end);
                    if (p < 0)
                        return broken;
                    continue;
                }
            }
            else {
                p = this.#endOfScalar(bytes, p, end, byte);
                if (p < 0)
                    return broken;
            }
            while (depth > 0) {
                p = skipSpace(bytes, p, end);
                const closer = this.#closers[depth - 1];
                if (p < end && bytes[p] === comma) {
                    p = skipSpace(bytes, p + 1, end);
                    if (closer === closeObject)
                        p = this.valueOfMember(bytes, p, end);
                    if (p < 0)
                        return broken;
                    break;
                }
                if (p >= end || bytes[p] !== closer)
                    return this.failAfterValue(p, end, closer);
                p++;
                depth--;
            }
            if (depth === 0)
                return p;
        }
    }
    /** The offset behind the closing quote of the member name that should begin at `at`. */
    endOfName(bytes, at, end) {
        if (at >= end || bytes[at] !== quote) {
            const isSurplusComma = at < end && bytes[at] === closeObject;
            return this.fail(faultAt(at, end, isSurplusComma ? 'no comma may stand before }' : "a member's name in double quotes is expected"));
        }
        const p = endOfString(bytes, at, end);
        return p < 0 ? this.fail(stringFault(bytes, at, ~p, end)) : p;
    }
    /** The offset of the value that belongs to the name that ends at `at`. */
    valueAfterName(bytes, at, end) {
        const p = skipSpace(bytes, at, end);
        if (p >= end || bytes[p] !== colon)
            return this.fail(faultAt(p, end, "a colon is expected after a member's name"));
        return skipSpace(bytes, p + 1, end);
    }
    /** The offset of the value of the member whose name should begin at `at`. */
    valueOfMember(bytes, at, end) {
        const p = this.endOfName(bytes, at, end);
        return p < 0 ? broken : this.valueAfterName(bytes, p, end);
    }
    /** Notes that neither a comma nor the closing bracket stands at `offset`. */
    failAfterValue(offset, end, closer) {
        const message = closer === closeArray ? 'a comma or ] is expected after an element' : 'a comma or } is expected after a member';
        return this.fail(faultAt(offset, end, message));
    }
    /** Notes the fault. */
    fail(fault) {
        this.fault = fault;
        return broken;
    }
    #endOfScalar(bytes, at, end, byte) {
        if (byte === quote) {
            const p = endOfString(bytes, at, end);
            return p < 0 ? this.fail(stringFault(bytes, at, ~p, end)) : p;
        }
        if (startsNumber(byte)) {
            const p = endOfNumber(bytes, at, end);
            return p < 0 ? this.fail(numberFault(bytes, at, ~p, end)) : p;
        }
        const p = at < end ? endOfLiteral(bytes, at, end) : broken;
        return p < 0 ? this.fail(valueFault(bytes, at, end)) : p;
    }
    #deepen() {
        const deeper = new Uint8Array(this.#closers.length * 2);
        deeper.set(this.#closers);
        this.#closers = deeper;
    }
}

;// CONCATENATED MODULE: ./build/dataset/scan.js




/**
 * Scans the bytes of one row after the other: checks that each is exactly one JSON text and notes where its members stand.
 * Accepts what JSON.parse accepts, and nothing else. What it notes is valid until the next scan.
 */
class RowScanner {
    /** Whether the row's value is an object. */
    isObject = false;
    /** Whether the row's last member named "request" is an object. */
    requestIsObject = false;
    /** The members of the row, when it is an object. */
    row = new MemberTable();
    /** The members of the row's last member named "request", when that is an object. */
    request = new MemberTable();
    #walker = new ValueWalker();
    /** Scans bytes[start, end) as one row and returns what is wrong with it, if anything. */
    scan(bytes, start, end) {
        this.#forget(bytes, start);
        const at = skipSpace(bytes, start, end);
        const isObject = at < end && bytes[at] === openObject;
        const valueEnd = isObject
            ? this.#endOfObject(bytes, at, end, this.row, true)
            : this.#walker.endOfValue(bytes, at, end);
        const fault = this.#faultBehind(bytes, start, valueEnd, end);
        if (fault)
            this.#forget(bytes, start);
        else
            this.isObject = isObject;
        return fault;
    }
    /** Scans bytes[start, end) as one object, of which it notes the members in `table`, or returns what is wrong with it. */
    scanObject(bytes, start, end, table) {
        const at = skipSpace(bytes, start, end);
        table.reset(bytes, at);
        if (at >= end || bytes[at] !== openObject)
            return { offset: at, message: 'an object is expected' };
        const fault = this.#faultBehind(bytes, start, this.#endOfObject(bytes, at, end, table, false), end);
        if (fault)
            table.reset(bytes, at);
        return fault;
    }
    #forget(bytes, start) {
        this.isObject = false;
        this.requestIsObject = false;
        this.row.reset(bytes, start);
        this.request.reset(bytes, start);
    }
    #faultBehind(bytes, start, valueEnd, end) {
        if (!(0,external_node_buffer_.isUtf8)(bytes.subarray(start, end)))
            return { offset: firstNotUtf8(bytes, start, end), message: 'not UTF-8' };
        if (valueEnd < 0)
            return this.#walker.fault;
        const rest = skipSpace(bytes, valueEnd, end);
        return rest < end ? { offset: rest, message: "text after the end of the row's value" } : undefined;
    }
    #endOfObject(bytes, at, end, table, isRow) {
        const walker = this.#walker;
        table.reset(bytes, at);
        let p = skipSpace(bytes, at + 1, end);
        if (p < end && bytes[p] === closeObject) {
            table.objectEnd = p + 1;
            return p + 1;
        }
        for (;;) {
            const nameStart = p + 1;
            p = walker.endOfName(bytes, p, end);
            if (p < 0)
                return p;
            const nameEnd = p - 1;
            const valueStart = walker.valueAfterName(bytes, p, end);
            if (valueStart < 0)
                return valueStart;
            const isRequest = isRow && isName(bytes, nameStart, nameEnd, 'request');
            const valueEnd = isRequest
                ? this.#endOfRequest(bytes, valueStart, end)
                : walker.endOfValue(bytes, valueStart, end);
            if (valueEnd < 0)
                return valueEnd;
            table.add(nameStart, nameEnd, valueStart, valueEnd);
            p = skipSpace(bytes, valueEnd, end);
            if (p < end && bytes[p] === comma)
                p = skipSpace(bytes, p + 1, end);
            else if (p < end && bytes[p] === closeObject)
                break;
            else
                return walker.failAfterValue(p, end, closeObject);
        }
        table.objectEnd = p + 1;
        return p + 1;
    }
    #endOfRequest(bytes, at, end) {
        this.requestIsObject = at < end && bytes[at] === openObject;
        if (this.requestIsObject)
            return this.#endOfObject(bytes, at, end, this.request, false);
        this.request.reset(bytes, at);
        return this.#walker.endOfValue(bytes, at, end);
    }
}
function firstNotUtf8(bytes, start, end) {
    let p = start;
    while (p < end) {
        const byte = bytes[p];
        const length = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
        if (byte >= 0x80 && !(0,external_node_buffer_.isUtf8)(bytes.subarray(p, Math.min(p + length, end))))
            return p;
        p += length;
    }
    return p;
}

;// CONCATENATED MODULE: ./build/dataset/prepare.js









/** Changes with the way requests are cut, so that a request file of another making is never taken for this one's. */
const formatVersion = 'requests-1';
const lineStart = Buffer.from('{"key":');
const lineMiddle = Buffer.from(',"request":');
const lineEnd = Buffer.from('}\n');
/**
 * Streams the rows of all sources into request lines `{key, request}`: the row's bytes with `request.model` left out and
 * nothing else changed. `openSink` is called once a pass; a second pass is needed only when own keys turn out not to be
 * unique. Throws one DatasetError for all rows that cannot be sent, or when there is no row.
 */
async function prepareRequests(sources, openSink) {
    const keys = new KeyAssigner();
    for (;;) {
        const pass = new Pass(sources, keys, new RequestWriter(await openSink()));
        const dataset = await pass.run();
        if (keys.isSettled)
            return dataset;
    }
}
class Pass {
    #sources;
    #keys;
    #writer;
    #scanner = new RowScanner();
    #cuts = new ByteRanges();
    #kept = new ByteRanges();
    #rows = new RowTable();
    #fingerprint = (0,external_node_crypto_.createHash)('sha256');
    #requestsDigest = (0,external_node_crypto_.createHash)('sha256').update(formatVersion);
    #faults = [];
    #faultCount = 0;
    #serviceTierRows = 0;
    constructor(sources, keys, writer) {
        this.#sources = sources;
        this.#keys = keys;
        this.#writer = writer;
    }
    async run() {
        this.#keys.begin(this.#rows);
        for (let index = 0; index < this.#sources.length; index++)
            await this.#readSource(index);
        if (this.#faultCount > 0)
            throw new errors/* DatasetError */.zm(this.#faults, this.#faultCount);
        const sources = this.#sources.map((source) => source.display);
        if (this.#rows.size === 0)
            throw new errors/* InputError */.dz([{ input: 'dataset', message: `holds no row (${sources.join(', ')})` }]);
        await this.#writer.flush();
        return {
            rows: this.#rows,
            sources,
            fingerprint: `sha256:${this.#fingerprint.digest('hex')}`,
            requestsDigest: this.#requestsDigest.digest('hex'),
            requestBytes: this.#writer.bytesWritten,
            repeatedKeyRows: this.#keys.repeatedRows,
            serviceTierRows: this.#serviceTierRows,
        };
    }
    async #readSource(index) {
        const source = this.#sources[index];
        if (source === undefined)
            return;
        const lines = new LineSplitter();
        try {
            for await (const chunk of source.chunks()) {
                for (const batch of lines.push(chunk))
                    await this.#readBatch(index, batch);
            }
            for (const batch of lines.finish())
                await this.#readBatch(index, batch);
        }
        catch (error) {
            if (!(error instanceof RowTooLongError))
                throw error;
            // Nothing behind such a row can be found in bounded memory, so the file ends here.
            this.#refuse(source.display, error.lineNumber, error.message.replace(/^line \d+ /, ''));
        }
    }
    async #readBatch(source, batch) {
        for (let index = 0; index < batch.count; index++) {
            const start = batch.starts[index];
            const end = batch.ends[index];
            const line = batch.lineNumbers[index];
            const fault = this.#scanner.scan(batch.bytes, start, end);
            const message = fault
                ? `not valid JSON: ${fault.message} (byte ${fault.offset - start + 1} of the line)`
                : checkShape(this.#scanner);
            if (message !== undefined)
                this.#refuse(this.#sources[source]?.display ?? '', line, message);
            else if (this.#faultCount === 0) {
                const key = this.#takeRow(source, line, batch.fileOffset + start, end - start);
                const writing = this.#writeRequest(key, batch.bytes);
                if (writing !== undefined)
                    await writing;
            }
        }
    }
    #refuse(file, line, message) {
        this.#faultCount++;
        if (this.#faults.length < errors/* maxListedFaults */.bd)
            this.#faults.push({ file, line, message });
    }
    #takeRow(source, line, offset, length) {
        const { row, request } = this.#scanner;
        const digest = (0,external_node_crypto_.hash)('sha256', row.value(row.find('request')), 'buffer');
        const key = this.#keys.assign(ownKey(this.#scanner), digest.toString('hex', 0, 8));
        this.#rows.add(key, { source, line, offset, length });
        this.#fingerprint.update(digest);
        this.#requestsDigest.update(digest).update(JSON.stringify(key));
        if (request.find('serviceTier') >= 0 || request.find('service_tier') >= 0)
            this.#serviceTierRows++;
        return key;
    }
    /** Returns a promise only when the buffer is full: one for each row would cost more than the row. */
    #writeRequest(key, bytes) {
        const { request } = this.#scanner;
        this.#cuts.clear();
        cutMembers(request, modelMember, this.#cuts);
        keepOthers(this.#cuts, request.objectStart, request.objectEnd, this.#kept);
        const pieces = [lineStart, Buffer.from(JSON.stringify(key)), lineMiddle];
        for (let index = 0; index < this.#kept.count; index++) {
            pieces.push(bytes.subarray(this.#kept.starts[index], this.#kept.ends[index]));
        }
        pieces.push(lineEnd);
        return this.#writer.write(pieces);
    }
}
const modelMember = ['model'];
function ownKey(scanner) {
    const index = scanner.row.find('key');
    if (index < 0)
        return undefined;
    const key = scanner.row.parse(index);
    return typeof key === 'string' && key !== '' ? key : undefined;
}

;// CONCATENATED MODULE: ./build/steps/prepare.js

/** Step 1: streams the dataset into requests.jsonl. Throws DatasetError or InputError; nothing has been sent. */
async function prepare(inputs, world) {
    const requestsPath = world.files.join(world.outputDirectory, 'requests.jsonl');
    let sink;
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
        world.log.info(`${dataset.rows.size} rows from ${dataset.sources.join(', ')}: ${dataset.requestBytes} bytes of requests`);
        return { ...dataset, requestsPath };
    }
    catch (error) {
        await sink?.abort();
        throw error;
    }
}
function warn({ repeatedKeyRows, serviceTierRows }, { log }) {
    if (repeatedKeyRows > 0) {
        log.warning(`${repeatedKeyRows} rows have a key that another row has too; they got keys made from their requests.`);
    }
    if (serviceTierRows > 0) {
        log.warning(`${serviceTierRows} rows ask for a serviceTier, which means nothing in a batch and may be refused.`);
    }
}

;// CONCATENATED MODULE: ./build/steps/publish.js





/** GitHub refuses comments above 65,536 characters; the steps down are for bodies that it counts longer than we do. */
const commentBudgets = [60_000, 30_000, 10_000];
const maxSummaryChars = 300_000;
const maxStatusChars = 140;
/**
 * Step 7: files, artifacts, summary, comment, status, outputs. What cannot be published is a warning; the score is never
 * lost. A run that sent nothing leaves no comment, artifact or status.
 */
async function publish(inputs, world, publication) {
    const { report, resultFiles } = publication;
    const isRun = report.verdict !== 'skipped';
    const options = await renderOptions(inputs, world, publication);
    const files = await writeFiles(world, report, options);
    const artifacts = isRun && inputs.uploadArtifacts ? await uploadArtifacts(inputs, world, files, resultFiles) : [];
    const linked = { ...options, artifacts: artifacts.map(({ name, url }) => ({ label: name, url })) };
    await attempt(world, () => world.runner.writeSummary(renderSummary(report, linked, maxSummaryChars)));
    const commentUrl = isRun ? await comment(inputs, world, report, linked) : '';
    if (isRun)
        await setStatus(inputs, world, report);
    setOutputs(world, report, { artifacts, commentUrl });
}
async function renderOptions(inputs, world, { report, failedRows, note }) {
    const isPrivate = world.context.isPrivate ?? (await attempt(world, async () => world.github?.isPrivate(), 'quiet')) ?? false;
    if (!isPrivate && inputs.uploadArtifacts && world.artifacts !== undefined && report.models.length > 0) {
        world.log.notice('This repository is public: anybody signed in to GitHub can download the artifacts, which hold prompts and answers. upload-artifacts: false keeps them away.');
    }
    return {
        failedRows,
        note,
        showText: inputs.showText === 'auto' ? isPrivate : inputs.showText === 'true',
        serverUrl: world.context.serverUrl,
        artifacts: [],
        linkRows: report.run.sha !== '' && report.run.repository !== '',
    };
}
async function writeFiles(world, report, options) {
    const path = (name) => world.files.join(world.outputDirectory, name);
    await world.files.writeText(path('report.json'), `${JSON.stringify(report, null, 2)}\n`);
    await world.files.writeText(path('report.md'), renderSummary(report, options, Number.POSITIVE_INFINITY));
    const names = ['report.json', 'report.md', 'rows.jsonl', 'requests.jsonl', 'run.json'];
    const sizes = await Promise.all(names.map((name) => world.files.size(path(name)).catch(() => -1)));
    return names.filter((_, index) => (sizes[index] ?? -1) >= 0).map(path);
}
/** One artifact with the report, one per model with its raw results. */
async function uploadArtifacts(inputs, world, files, resultFiles) {
    const { artifacts: store, log } = world;
    if (store === undefined) {
        log.info('There is no artifact service here; the files stay in the output directory.');
        return [];
    }
    const retention = inputs.retentionDays === undefined ? {} : { retentionDays: inputs.retentionDays };
    const root = world.outputDirectory;
    const results = inputs.models.flatMap((model) => {
        const stem = (0,models/* fileStemOfModel */.s1)(model);
        const path = world.files.join(root, 'results', `${stem}.jsonl`);
        return resultFiles.includes(path) ? [{ name: `${inputs.artifactName}-${stem}`, files: [path] }] : [];
    });
    const uploaded = [];
    for (const { name, files: members } of [{ name: inputs.artifactName, files }, ...results]) {
        const artifact = await attempt(world, () => store.upload({ name, root, files: members, ...retention }));
        if (artifact !== undefined)
            uploaded.push({ name, ...artifact });
    }
    return uploaded;
}
async function comment(inputs, world, report, options) {
    const { github } = world;
    const pullRequest = inputs.prNumber ?? world.context.pullRequestNumber;
    if (inputs.comment === 'off' || pullRequest === undefined)
        return '';
    if (github === undefined) {
        world.log.warning('There is no github-token, so no comment was written.');
        return '';
    }
    const marker = commentMarker(report.name);
    const written = await attempt(world, async () => {
        // A comment that is there is kept true, whatever the mode.
        if (!deservesComment(inputs, report) && (await github.findComment({ pullRequest, marker })) === undefined)
            return '';
        for (const budget of commentBudgets) {
            try {
                const body = renderComment(report, options, budget);
                return (await github.upsertComment({ pullRequest, marker, body })).url;
            }
            catch (error) {
                const isTooLong = error instanceof errors/* ServiceError */._7 && error.status === 422;
                if (!isTooLong || budget === commentBudgets.at(-1))
                    throw error;
            }
        }
        return '';
    });
    return written ?? '';
}
function deservesComment(inputs, report) {
    if (inputs.comment === 'always')
        return true;
    if (inputs.comment === 'failures')
        return (0,gate/* isRed */.iI)(report.reasons, inputs.failOn);
    return report.verdict !== 'pass';
}
const statusOf = {
    pass: 'success',
    fail: 'failure',
    inconclusive: 'failure',
    pending: 'pending',
    skipped: 'success',
};
/** The commit status of this evaluation. Most workflows do not allow it, so a refusal is no warning. */
async function setStatus(inputs, world, report) {
    const { context, github } = world;
    if (github === undefined || context.sha === '' || context.repository === '')
        return;
    const isGreen = report.verdict !== 'pending' && !(0,gate/* isRed */.iI)(report.reasons, inputs.failOn);
    const scores = report.models
        .map(({ model, score }) => `${model} ${score === null ? '–' : `${(score * 100).toFixed(1)}%`}`)
        .join(', ');
    const description = `${report.verdict}${scores === '' ? '' : `: ${scores}`}`;
    const request = {
        sha: context.sha,
        context: `gemini-batch-eval/${inputs.name}`,
        state: isGreen ? 'success' : statusOf[report.verdict],
        description: description.length > maxStatusChars ? `${description.slice(0, maxStatusChars - 1)}…` : description,
        targetUrl: `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}`,
    };
    await attempt(world, () => github.setStatus(request), 'quiet');
}
function setOutputs(world, report, { artifacts, commentUrl }) {
    const { runner, files, outputDirectory } = world;
    const lowest = lowestScore(report.models);
    const outputs = {
        verdict: report.verdict,
        passed: String(report.passed),
        scores: JSON.stringify(Object.fromEntries(report.models.map(({ model, score }) => [model, score]))),
        'lowest-score': lowest === null ? '' : String(lowest),
        errors: String(report.models.reduce((sum, { errors }) => sum + errors, 0)),
        'comment-url': commentUrl,
        'output-directory': outputDirectory,
        'results-path': files.join(outputDirectory, 'results'),
        'report-path': files.join(outputDirectory, 'report.json'),
        'artifact-ids': artifacts.map(({ id }) => id).join(','),
        'artifact-urls': JSON.stringify(Object.fromEntries(artifacts.map(({ name, url }) => [name, url]))),
        'batch-jobs': JSON.stringify(report.models.flatMap(({ model, jobs }) => jobs.map(({ name, state }) => ({ model, name, state })))),
    };
    for (const [name, value] of Object.entries(outputs))
        runner.setOutput(name, value);
}
/** Publishing is best effort; a warning names the permission that would help. */
async function attempt(world, action, tone = 'loud') {
    try {
        return await action();
    }
    catch (error) {
        const hint = error instanceof errors/* ServiceError */._7 && error.hint !== undefined ? `\n${error.hint}` : '';
        const message = `${error instanceof Error ? error.message : String(error)}${hint}`;
        if (tone === 'loud')
            world.log.warning(message);
        else
            world.log.info(message.replace(/\s*\n\s*/g, ' '));
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/report/rows.js
const missingRecord = {
    checks: [],
    error: null,
    finishReason: null,
    modelVersion: null,
    tokens: { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 },
};
/** The lines of rows.jsonl for one model, in dataset order, then by repeat; `onFailed` hears of rows that did not pass. */
async function* renderRowLines(input, onFailed) {
    const { model, rows, sources, outcomes } = input;
    for (let slot = 0; slot < outcomes.slots; slot++) {
        const row = Math.floor(slot / outcomes.repeat);
        const { source, line } = rows.place(row);
        const outcome = outcomes.outcome(slot);
        const score = outcomes.score(slot);
        const place = {
            model,
            key: rows.key(row),
            repeat: (slot % outcomes.repeat) + 1,
            file: sources[source] ?? '',
            line,
        };
        const record = outcome === 'missing' ? missingRecord : await readRecord(input, slot);
        if (score !== 1)
            onFailed({ ...place, outcome, score, ...explain(outcome, record) });
        yield `${JSON.stringify({ ...place, outcome, score, ...record, baselineScore: null, change: null })}\n`;
    }
}
async function readRecord({ outcomes, readRecord: read }, slot) {
    const { start, length } = outcomes.record(slot);
    return JSON.parse(Buffer.from(await read(start, length)).toString('utf8'));
}
function explain(outcome, { error, checks }) {
    if (outcome === 'missing') {
        const reason = 'the results have no line for this row';
        return { brief: reason, reason };
    }
    if (error !== null)
        return { brief: error.code, reason: `${error.code}: ${error.message}` };
    const failed = checks.filter((check) => check.score !== 1);
    return {
        brief: failed.map((check) => check.scorer).join(', '),
        reason: failed.map((check) => (check.reason === '' ? check.scorer : `${check.scorer}: ${check.reason}`)).join('; '),
    };
}

;// CONCATENATED MODULE: ./build/scoring/wilson.js
/** The 97.5% point of the standard normal distribution. */
const z = 1.959963984540054;
/**
 * The 95% Wilson score interval of a pass rate, without continuity correction, as [low, high]; null without trials.
 * E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
 */
function wilsonInterval(passed, trials) {
    if (trials <= 0)
        return null;
    const rate = passed / trials;
    const z2 = z * z;
    const centre = (rate + z2 / (2 * trials)) / (1 + z2 / trials);
    const half = (z * Math.sqrt((rate * (1 - rate)) / trials + z2 / (4 * trials * trials))) / (1 + z2 / trials);
    // At 0 and at 1 the formula is exact on paper; rounding must not push it out.
    return [passed === 0 ? 0 : centre - half, passed === trials ? 1 : centre + half];
}

;// CONCATENATED MODULE: ./build/scoring/metrics.js

const metrics_tolerance = 1e-9;
/** Sums one model's outcomes up. */
function measure(outcomes) {
    const counts = { answered: 0, error: 0, missing: 0 };
    for (let slot = 0; slot < outcomes.slots; slot++)
        counts[outcomes.outcome(slot)]++;
    let sum = 0;
    let scoredRows = 0;
    let passed = 0;
    let isPassOrFail = true;
    for (let row = 0; row < outcomes.rows; row++) {
        const score = outcomes.rowScore(row);
        if (score === null)
            continue;
        scoredRows++;
        sum += score;
        if (score >= 1 - metrics_tolerance)
            passed++;
        else if (score > metrics_tolerance)
            isPassOrFail = false;
    }
    return {
        score: scoredRows === 0 ? null : sum / scoredRows,
        interval: isPassOrFail ? wilsonInterval(passed, scoredRows) : null,
        rows: outcomes.slots,
        answered: counts.answered,
        passed,
        errors: counts.error,
        missing: counts.missing,
    };
}

// EXTERNAL MODULE: ./build/scoring/answer.js
var answer = __webpack_require__(79070);
;// CONCATENATED MODULE: ./build/scoring/outcomes.js
const outcomes = ['missing', 'error', 'answered'];
/** The outcomes of one model: one slot for each row and repeat, 21 bytes each. Slots are numbered row by row. */
class OutcomeTable {
    rows;
    repeat;
    #outcome;
    #score;
    #recordStart;
    #recordLength;
    constructor(rows, repeat) {
        this.rows = rows;
        this.repeat = repeat;
        this.#outcome = new Uint8Array(rows * repeat);
        this.#score = new Float64Array(rows * repeat).fill(Number.NaN);
        this.#recordStart = new Float64Array(rows * repeat);
        this.#recordLength = new Uint32Array(rows * repeat);
    }
    get slots() {
        return this.#outcome.length;
    }
    outcome(slot) {
        return outcomes[this.#outcome[slot] ?? 0] ?? 'missing';
    }
    /** The answer's score from 0 to 1; null unless it is answered. */
    score(slot) {
        const score = this.#score[slot];
        return score === undefined || Number.isNaN(score) ? null : score;
    }
    /** Where the slot's record stands among the unordered ones. */
    record(slot) {
        return { start: this.#recordStart[slot] ?? 0, length: this.#recordLength[slot] ?? 0 };
    }
    set(slot, outcome, score, record) {
        this.#outcome[slot] = outcomes.indexOf(outcome);
        this.#score[slot] = score ?? Number.NaN;
        this.#recordStart[slot] = record.start;
        this.#recordLength[slot] = record.length;
    }
    /** The mean score of a row over its answered repeats; null when none was answered. */
    rowScore(row) {
        let sum = 0;
        let answered = 0;
        for (let slot = row * this.repeat; slot < (row + 1) * this.repeat; slot++) {
            const score = this.score(slot);
            if (score === null)
                continue;
            sum += score;
            answered++;
        }
        return answered === 0 ? null : sum / answered;
    }
}

;// CONCATENATED MODULE: ./build/scoring/scorer.js
/** Runs every check on one answer. */
async function checkAnswer(scorers, subject) {
    const checks = [];
    for (const scorer of scorers) {
        const found = scorer.evaluate(subject);
        const finding = found instanceof Promise ? await found : found;
        checks.push({ scorer: scorer.label, score: finding.score, reason: finding.reason });
    }
    return checks;
}
/** The weighted mean of a row's checks; checks that erred are left out. Null when none is left. */
function scoreOfRow(scorers, checks) {
    let sum = 0;
    let weights = 0;
    checks.forEach((check, index) => {
        const weight = scorers[index]?.weight ?? 0;
        if (check.score === null)
            return;
        sum += weight * check.score;
        weights += weight;
    });
    return weights > 0 ? sum / weights : null;
}

;// CONCATENATED MODULE: ./build/scoring/score-results.js




const maxErrorKinds = 50;
/** Streams result files, in the order of their rounds, and joins each line to its row by key: never by position. */
async function scoreResults(files, options) {
    const join = new Join(options);
    for (const chunks of files) {
        const lines = new LineSplitter();
        join.beginFile();
        for await (const chunk of chunks) {
            for (const batch of lines.push(chunk))
                await join.takeBatch(batch);
        }
        for (const batch of lines.finish())
            await join.takeBatch(batch);
    }
    return join.result();
}
class Join {
    #options;
    #outcomes;
    #modelVersions = new Map();
    #errors = new Map();
    #tokens = { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 };
    #seenInFile;
    #duplicates = 0;
    #unknown = 0;
    constructor(options) {
        this.#options = options;
        this.#outcomes = new OutcomeTable(options.rows.size, options.repeat);
        this.#seenInFile = new Uint8Array(this.#outcomes.slots);
    }
    beginFile() {
        this.#seenInFile = new Uint8Array(this.#outcomes.slots);
    }
    async takeBatch(batch) {
        const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
        for (let index = 0; index < batch.count; index++) {
            const scoring = this.#takeLine(bytes.toString('utf8', batch.starts[index], batch.ends[index]));
            if (scoring !== undefined)
                await scoring;
            const draining = this.#options.drain();
            if (draining !== undefined)
                await draining;
        }
    }
    result() {
        return {
            outcomes: this.#outcomes,
            duplicates: this.#duplicates,
            unknown: this.#unknown,
            tokens: this.#tokens,
            modelVersions: this.#modelVersions,
            errors: this.#errors,
        };
    }
    #takeLine(text) {
        const line = parseLine(text);
        const slot = typeof line?.key === 'string' ? this.#slotOf(line.key) : undefined;
        if (line === undefined || slot === undefined) {
            this.#unknown++;
            return undefined;
        }
        if (this.#seenInFile[slot] === 1)
            this.#duplicates++;
        this.#seenInFile[slot] = 1;
        const before = this.#outcomes.outcome(slot);
        if (before === 'answered')
            return undefined;
        const reply = (0,answer/* readReply */.Xw)(line);
        // An answer beats an error; of two errors the first stays.
        if (before === 'error' && reply.kind === 'error')
            return undefined;
        return this.#takeReply(slot, line.key, reply);
    }
    #slotOf(key) {
        const { rows, repeat } = this.#options;
        if (repeat === 1)
            return rows.find(key);
        const parts = /^(.*)#([1-9]\d*)$/s.exec(key);
        const row = rows.find(parts?.[1] ?? '');
        const round = Number(parts?.[2]);
        return row === undefined || !(round <= repeat) ? undefined : row * repeat + round - 1;
    }
    #takeReply(slot, key, reply) {
        this.#count(reply);
        if (reply.kind === 'error') {
            this.#store(slot, 'error', null, {
                ...recordOf(reply),
                checks: [],
                error: { code: reply.code, message: reply.message },
            });
            return undefined;
        }
        return this.#score(slot, key, reply);
    }
    async #score(slot, key, reply) {
        const { scorers } = this.#options;
        const checks = await checkAnswer(scorers, { key, answer: reply.answer });
        const score = scoreOfRow(scorers, checks);
        const record = { ...recordOf(reply), finishReason: reply.answer.finishReason, checks };
        if (score !== null)
            return this.#store(slot, 'answered', score, record);
        const message = checks.map((check) => `${check.scorer}: ${check.reason}`).join('; ');
        this.#store(slot, 'error', null, { ...record, error: { code: 'CHECKS_FAILED', message } });
    }
    #store(slot, outcome, score, record) {
        if (record.error !== null)
            this.#countError(`${record.error.code}: ${record.error.message}`);
        this.#outcomes.set(slot, outcome, score, this.#options.writeRecord(JSON.stringify(record)));
    }
    #count({ tokens, modelVersion }) {
        for (const kind of ['prompt', 'cached', 'candidates', 'thoughts', 'total'])
            this.#tokens[kind] += tokens[kind];
        if (modelVersion !== null)
            this.#modelVersions.set(modelVersion, (this.#modelVersions.get(modelVersion) ?? 0) + 1);
    }
    #countError(text) {
        const known = this.#errors.has(text) || this.#errors.size < maxErrorKinds ? text : 'other errors';
        this.#errors.set(known, (this.#errors.get(known) ?? 0) + 1);
    }
}
function recordOf({ modelVersion, tokens }) {
    return { checks: [], error: null, finishReason: null, modelVersion, tokens };
}
function parseLine(text) {
    try {
        return (0,answer/* asObject */.eB)(JSON.parse(text));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/steps/score.js





/** How many rows that did not pass are kept for lists, per model; rows.jsonl has all. */
const maxFailedRows = 1000;
const drainBytes = 1024 * 1024;
/** Step 6: scores every answer, writes rows.jsonl and judges. */
async function score(inputs, world, dataset, results, isPending) {
    const models = [];
    const failedRows = [];
    const rowsFile = await world.files.createSink(world.files.join(world.outputDirectory, 'rows.jsonl'));
    try {
        for (const result of results) {
            const scored = await scoreModel(inputs, world, dataset, result, (text) => rowsFile.write(Buffer.from(text)), failedRows);
            models.push(reportModel(inputs, result, scored));
        }
        await rowsFile.close();
    }
    catch (error) {
        await rowsFile.abort();
        throw error;
    }
    const candidates = models.map((metrics, index) => ({
        model: metrics.model,
        metrics,
        floor: metrics.threshold ?? undefined,
        failure: results[index]?.failure,
    }));
    return { ...(0,gate/* judge */.S4)(candidates, { maxErrorRate: inputs.maxErrorRate, isPending }), models, failedRows };
}
async function scoreModel(inputs, world, dataset, result, writeRows, failedRows) {
    const recordsPath = world.files.join(world.outputDirectory, `.records-${(0,models/* fileStemOfModel */.s1)(result.model)}`);
    const records = new RecordFile(world, recordsPath);
    try {
        const files = result.path === undefined ? [] : [world.files.readChunks(result.path)];
        const scored = await scoreResults(files, {
            rows: dataset.rows,
            repeat: 1,
            scorers: inputs.scorers,
            writeRecord: (text) => records.append(text),
            drain: () => records.drain(),
        });
        const reader = await records.finish();
        let listed = 0;
        const lines = renderRowLines({
            model: result.model,
            rows: dataset.rows,
            sources: dataset.sources,
            outcomes: scored.outcomes,
            readRecord: (start, length) => reader.read(start, length),
        }, (row) => {
            if (listed++ < maxFailedRows)
                failedRows.push(row);
        });
        let text = '';
        for await (const line of lines) {
            text += line;
            if (text.length < drainBytes)
                continue;
            await writeRows(text);
            text = '';
        }
        await writeRows(text);
        await reader.close();
        return scored;
    }
    finally {
        await world.files.remove(recordsPath);
    }
}
/** Records in the order in which results came, on disk until they are put into the order of the dataset. */
class RecordFile {
    #world;
    #path;
    #pieces = [];
    #pendingBytes = 0;
    #offset = 0;
    #sink;
    constructor(world, path) {
        this.#world = world;
        this.#path = path;
    }
    append(text) {
        const bytes = Buffer.from(text);
        const start = this.#offset;
        this.#pieces.push(bytes);
        this.#pendingBytes += bytes.length;
        this.#offset += bytes.length;
        return { start, length: bytes.length };
    }
    drain() {
        return this.#pendingBytes < drainBytes ? undefined : this.#flush();
    }
    async finish() {
        await this.#flush();
        await this.#sink?.close();
        return this.#world.files.openReader(this.#path);
    }
    async #flush() {
        this.#sink ??= await this.#world.files.createSink(this.#path);
        const bytes = Buffer.concat(this.#pieces);
        this.#pieces = [];
        this.#pendingBytes = 0;
        await this.#sink.write(bytes);
    }
}
function reportModel(inputs, { model, job, isTakenOver }, scored) {
    return {
        model,
        ...measure(scored.outcomes),
        threshold: inputs.threshold.get(model) ?? null,
        duplicates: scored.duplicates,
        unknown: scored.unknown,
        baseline: null,
        tokens: scored.tokens,
        cost: null,
        jobs: job === undefined ? [] : [{ name: job.name, state: job.state, isTakenOver }],
        modelVersions: Object.fromEntries(scored.modelVersions),
        errorKinds: Object.fromEntries(scored.errors),
    };
}

// EXTERNAL MODULE: ./build/batch/identity.js
var batch_identity = __webpack_require__(47113);
;// CONCATENATED MODULE: ./build/batch/ledger.js

/** Keeps the manifest and tells whenever it changed. */
class Ledger {
    #manifest;
    #isCancelled = false;
    #isFinished = false;
    #onChange;
    constructor(start, onChange) {
        this.#manifest = { schemaVersion: 1, ...start, files: [], jobs: [] };
        this.#onChange = onChange;
    }
    get manifest() {
        return this.#manifest;
    }
    /** A job is about to be looked for or created. */
    plan(model, displayName) {
        this.#setJobs([...this.#manifest.jobs, { model, displayName, name: null, state: null, isOurs: false }]);
    }
    uploaded(file) {
        const expiresAt = Number.isNaN(file.expiresAt) ? null : new Date(file.expiresAt).toISOString();
        const others = this.#manifest.files.filter((known) => known.name !== file.name);
        this.#update({ files: [...others, { name: file.name, displayName: file.displayName, expiresAt }] });
    }
    /** The job that a plan has come to. */
    obtained(displayName, job, isOurs) {
        const jobs = this.#manifest.jobs.map((known) => known.displayName === displayName ? { ...known, name: job.name, state: job.state, isOurs } : known);
        this.#setJobs(jobs);
    }
    seen(job) {
        this.#setJobs(this.#manifest.jobs.map((known) => (known.name === job.name ? { ...known, state: job.state } : known)));
    }
    cancelledJob(name) {
        this.#setJobs(this.#manifest.jobs.map((known) => (known.name === name ? { ...known, state: 'CANCELLED' } : known)));
    }
    deleted(file) {
        this.#update({ files: this.#manifest.files.filter((known) => known.name !== file) });
    }
    cancelled() {
        this.#isCancelled = true;
        this.#update({});
    }
    finished() {
        this.#isFinished = true;
        this.#update({});
    }
    #setJobs(jobs) {
        this.#update({ jobs });
    }
    #update(change) {
        this.#manifest = { ...this.#manifest, ...change };
        this.#onChange(this.#manifest, this.#savedState());
    }
    #savedState() {
        const open = this.#manifest.jobs.filter((job) => job.isOurs && job.name !== null && !(0,states/* hasEnded */.hY)({ state: job.state ?? '' }));
        return {
            files: this.#manifest.files.map(({ name, displayName }) => ({ name, displayName })),
            jobs: open.map((job) => job.name ?? ''),
            isCancelled: this.#isCancelled,
            isFinished: this.#isFinished,
        };
    }
}

// EXTERNAL MODULE: ./build/batch/find-jobs.js
var find_jobs = __webpack_require__(10649);
;// CONCATENATED MODULE: ./build/batch/tools.js
const firstPauseMs = 2000;
/** The pause before try `attempt` (from 1) of something that failed: doubling, bounded, or as long as the service asked. */
function backOffMs(tools, attempt, askedMs) {
    if (askedMs !== undefined)
        return askedMs;
    return Math.min(tools.longestPauseMs, firstPauseMs * 2 ** (attempt - 1)) * (0.75 + tools.clock.random() / 4);
}

;// CONCATENATED MODULE: ./build/batch/upload.js


/**
 * Types that JSONL was accepted under, best first. Which one the service takes changes from time to time, and it may refuse
 * one at upload or only when the job is created (google-gemini/cookbook#1008, googleapis/python-genai#1547, #1590).
 */
const upload_mimeTypes = ['application/jsonl', 'application/json', 'text/plain', 'jsonl'];
/** A file is only taken over when the service keeps it for as long as a job may run. */
const neededLifeMs = 24 * 3600_000;
const maxAttempts = 3;
/** Whether the service refused the file for its type, so that another one may help. */
function isRefusedType(error) {
    return (error instanceof errors/* ServiceError */._7 &&
        (error.code === 'NO_FILE' || (error.status === 400 && /mime ?type/i.test(error.reason))));
}
/** One upload for all jobs of a request file: found again if it lives, made under the first type that is accepted otherwise. */
class Upload {
    #tools;
    #file;
    #onUploaded;
    #type = 0;
    #remote;
    constructor(tools, file, onUploaded) {
        this.#tools = tools;
        this.#file = file;
        this.#onUploaded = onUploaded;
    }
    /** The uploaded file. */
    async ensure() {
        if (this.#remote === undefined) {
            const found = await this.#find();
            if (found !== undefined)
                this.#tools.log.info(`Took over the upload of an earlier attempt: ${found.name}`);
            this.#remote = found ?? (await this.#uploadUnderAnyType());
            this.#onUploaded({ ...this.#remote, displayName: this.#file.displayName });
        }
        return this.#remote;
    }
    /** Uploads again under the next type, after a job was refused for the present one. Throws when there is no other type. */
    async changeType(refusal) {
        this.#type++;
        if (this.#type >= upload_mimeTypes.length)
            throw refusal;
        this.#remote = await this.#uploadUnderAnyType();
        this.#onUploaded({ ...this.#remote, displayName: this.#file.displayName });
        return this.#remote;
    }
    async #uploadUnderAnyType() {
        for (;; this.#type++) {
            try {
                return await this.#upload(upload_mimeTypes[this.#type] ?? upload_mimeTypes[0]);
            }
            catch (error) {
                if (!isRefusedType(error) || this.#type + 1 >= upload_mimeTypes.length)
                    throw error;
                this.#tools.log.info(`The service refused the type ${upload_mimeTypes[this.#type]}; trying ${upload_mimeTypes[this.#type + 1]}`);
            }
        }
    }
    async #upload(mimeType) {
        const { gemini, clock, log, signal } = this.#tools;
        for (let attempt = 1;; attempt++) {
            try {
                return await gemini.uploadFile({ path: this.#file.path, displayName: this.#file.displayName, mimeType });
            }
            catch (error) {
                if (!(error instanceof errors/* ServiceError */._7) || !error.isTransient)
                    throw error;
                // The answer to the last piece may have been lost while the file is there.
                const found = await this.#find();
                if (found !== undefined)
                    return found;
                if (attempt >= maxAttempts)
                    throw error;
                log.info(`${error.message}; uploading again`);
                await clock.sleep(backOffMs(this.#tools, attempt, error.retryAfterMs), signal);
            }
        }
    }
    /** A whole file of ours that will live long enough; a failing look-up only costs another upload. */
    async #find() {
        const { gemini, clock, log } = this.#tools;
        const { displayName, bytes } = this.#file;
        try {
            for (let pageToken;;) {
                const page = await gemini.listFiles(pageToken === undefined ? {} : { pageToken });
                const found = page.files.find((file) => file.displayName === displayName && file.sizeBytes === bytes && file.isActive);
                if (found !== undefined && !(found.expiresAt < clock.now() + neededLifeMs))
                    return found;
                if (page.nextPageToken === undefined)
                    return undefined;
                pageToken = page.nextPageToken;
            }
        }
        catch (error) {
            if (!(error instanceof errors/* ServiceError */._7))
                throw error;
            log.debug(error.message);
            return undefined;
        }
    }
}

;// CONCATENATED MODULE: ./build/batch/submit.js





/** Looks before a create whose predecessor's answer was lost: the list may lag behind. */
const looksAfterLostAnswer = 3;
const maxCreates = 3;
/**
 * Has one job for each plan, taking over what exists and creating the rest one by one. A model whose job is refused is
 * reported and does not keep the others from running.
 */
async function submitJobs(tools, plans, options) {
    const names = new Set(plans.map((plan) => plan.displayName));
    const existing = options.mayTakeOver ? await (0,find_jobs/* findJobs */.k)(tools.gemini, names) : [];
    const submissions = [];
    for (const plan of plans) {
        const twin = (0,find_jobs/* chooseTwin */.Q)(existing.filter((job) => job.displayName === plan.displayName));
        if (twin !== undefined) {
            tools.log.info(`${plan.model}: takes over ${twin.name} (${twin.state}) instead of buying it again`);
            submissions.push({ plan, job: twin, isTakenOver: true });
        }
        else
            submissions.push(await submit_submit(tools, plan, options));
    }
    const hasCreated = submissions.some((submission) => 'job' in submission && !submission.isTakenOver);
    return hasCreated ? settleRaces(tools, submissions, options) : submissions;
}
async function submit_submit(tools, plan, options) {
    try {
        const job = await createJob(tools, plan);
        options.onCreated(job);
        tools.log.info(`${plan.model}: created ${job.name}`);
        return { plan, job, isTakenOver: false };
    }
    catch (error) {
        if (!(error instanceof errors/* ServiceError */._7))
            throw error;
        tools.log.info(`${plan.model}: ${error.message}`);
        return { plan, error };
    }
}
async function createJob(tools, plan) {
    let file = await plan.upload.ensure();
    let creates = 0;
    for (let attempt = 1;; attempt++) {
        try {
            return await tools.gemini.createJob({ model: plan.model, fileName: file.name, displayName: plan.displayName });
        }
        catch (error) {
            if (!(error instanceof errors/* ServiceError */._7))
                throw error;
            if (isRefusedType(error))
                file = await plan.upload.changeType(error);
            else if (error.isAmbiguous) {
                const found = await findLostJob(tools, plan);
                if (found !== undefined)
                    return found;
                if (++creates >= maxCreates)
                    throw error;
            }
            else if (error.status === 429)
                await waitForQuota(tools, plan, error, attempt);
            else
                throw error;
        }
    }
}
/** After a create without an answer the job may exist: looks for it several times before anything is bought again. */
async function findLostJob(tools, plan) {
    tools.log.info(`${plan.model}: no answer to the create; looking whether the job exists`);
    for (let look = 1; look <= looksAfterLostAnswer; look++) {
        await tools.clock.sleep(backOffMs(tools, look), tools.signal);
        const jobs = await (0,find_jobs/* findJobs */.k)(tools.gemini, new Set([plan.displayName]));
        const found = (0,find_jobs/* chooseTwin */.Q)(jobs);
        if (found !== undefined)
            return found;
    }
    return undefined;
}
/** 429 comes far below the quota too, and names no delay: waits up to the deadline. */
async function waitForQuota(tools, plan, error, attempt) {
    const pauseMs = error.retryAfterMs ?? (attempt === 1 ? backOffMs(tools, 3) : tools.longestPauseMs);
    if (tools.clock.now() + pauseMs >= tools.deadline)
        throw error;
    tools.log.info(`${plan.model}: the service takes no further job now (${error.reason}); next try in ${Math.ceil(pauseMs / 1000)} s`);
    await tools.clock.sleep(pauseMs, tools.signal);
}
/**
 * Two writers can create the same job at once and nothing can lock: of live jobs of one display name the smallest name stays.
 * Both writers come to the same choice, and only what this run created is cancelled.
 */
async function settleRaces(tools, submissions, options) {
    const created = submissions.flatMap((submission) => 'job' in submission && !submission.isTakenOver ? [submission.job.name] : []);
    const listed = await (0,find_jobs/* findJobs */.k)(tools.gemini, new Set(submissions.map(({ plan }) => plan.displayName))).catch((error) => {
        if (!(error instanceof errors/* ServiceError */._7))
            throw error;
        tools.log.debug(error.message);
        return [];
    });
    const settled = [];
    for (const submission of submissions) {
        if (!('job' in submission) || submission.isTakenOver) {
            settled.push(submission);
            continue;
        }
        const { plan } = submission;
        const live = listed.filter((job) => job.displayName === plan.displayName && !(0,states/* hasEnded */.hY)(job));
        const kept = (0,find_jobs/* chooseTwin */.Q)([...live.filter((job) => job.name !== submission.job.name), submission.job]) ?? submission.job;
        for (const job of live) {
            const isOurs = options.ownsDisplayNames || created.includes(job.name);
            if (job.name === kept.name || !isOurs)
                continue;
            tools.log.info(`${plan.model}: ${job.name} is a second copy of ${kept.name} and is cancelled`);
            await tools.gemini.cancelJob(job.name).catch((error) => tools.log.warning(String(error)));
        }
        settled.push({ plan, job: kept, isTakenOver: kept.name !== submission.job.name });
    }
    return settled;
}

;// CONCATENATED MODULE: ./build/steps/submit.js




/** Who may share a job: a workflow run, every run, or nobody. */
function scopeOf(inputs, { context, uniqueId }) {
    if (inputs.reuse === 'always')
        return 'always';
    const run = `${context.repository}/${context.runId}`;
    return inputs.reuse === 'run' ? run : `${run}/${context.attempt}/${uniqueId}`;
}
/** The ledger of this run: run.json and the post step's state follow every change. */
function openLedger(inputs, world, dataset) {
    const { context, files, runner } = world;
    const path = files.join(world.outputDirectory, 'run.json');
    const start = {
        name: inputs.name,
        repository: context.repository,
        runId: context.runId,
        attempt: context.attempt,
        sha: context.sha,
        requestsDigest: dataset.requestsDigest,
    };
    return new Ledger(start, (manifest, state) => {
        files.writeTextNow(path, `${JSON.stringify(manifest, null, 2)}\n`);
        runner.saveState(state);
    });
}
/** Steps 2 and 3: one upload for all models, one job per model, each unless it exists. */
async function steps_submit_submit(inputs, world, tools, dataset, ledger) {
    const identity = { name: inputs.name, requestsDigest: dataset.requestsDigest, scope: scopeOf(inputs, world) };
    const file = { path: dataset.requestsPath, bytes: dataset.requestBytes, displayName: (0,batch_identity/* displayNameOfFile */.FI)(identity) };
    const upload = new Upload(tools, file, (remote) => ledger.uploaded(remote));
    const plans = inputs.models.map((model) => {
        const displayName = (0,batch_identity/* displayNameOfJob */.ok)({ ...identity, model, stage: 'answers', shard: 0 });
        ledger.plan(model, displayName);
        return { model, displayName, upload };
    });
    const submissions = await submitJobs(tools, plans, {
        mayTakeOver: inputs.reuse !== 'never',
        ownsDisplayNames: inputs.reuse !== 'always',
        onCreated: (job) => ledger.obtained(job.displayName, job, true),
    });
    for (const submission of submissions) {
        if ('job' in submission)
            ledger.obtained(submission.plan.displayName, submission.job, !submission.isTakenOver || inputs.reuse === 'run');
        else
            annotateRefusal(submission.error.reason, world, dataset);
    }
    return submissions;
}
/** The service names the line of the request file; its author knows the row of the dataset. */
function placeOfRefusal(reason, dataset) {
    const row = Number(/\bline[:\s#]*(\d+)/i.exec(reason)?.[1]) - 1;
    if (!(row >= 0 && row < dataset.rows.size))
        return undefined;
    const { source, line } = dataset.rows.place(row);
    return { file: dataset.sources[source] ?? '', line };
}
function annotateRefusal(reason, { log }, dataset) {
    const place = placeOfRefusal(reason, dataset);
    if (place !== undefined)
        log.error(`The service refused this row: ${reason}`, { ...place, title: 'Refused row' });
}

;// CONCATENATED MODULE: ./build/main.js













/**
 * One evaluation, from the dataset to the verdict. Throws InputError and DatasetError before anything was sent, ServiceError
 * when nothing could be evaluated (after publishing that), CancelledError after cancelling what was bought.
 * `cleaner` is the service for calls that must still go through after the run was aborted.
 */
async function run(inputs, world, cleaner) {
    const startedAt = world.clock.now();
    const refusal = inputs.dryRun ? undefined : await refuseSpending(inputs, world);
    const dataset = await world.log.group('Prepare the dataset', () => prepare(inputs, world));
    const finish = (result) => report(inputs, world, dataset, startedAt, result);
    if (inputs.dryRun)
        return finish({ verdict: 'skipped', reasons: [], note: showPlan(inputs, world, dataset) });
    if (refusal !== undefined) {
        world.log.notice(refusal);
        return finish({ verdict: 'skipped', reasons: [], note: refusal });
    }
    return evaluate(inputs, world, cleaner, dataset, finish);
}
async function evaluate(inputs, world, cleaner, dataset, finish) {
    const { log } = world;
    const ledger = openLedger(inputs, world, dataset);
    const tools = batchTools(inputs, world);
    try {
        await setStatus(inputs, world, { verdict: 'pending', reasons: [], models: [] });
        const submissions = await log.group('Upload and submit', () => steps_submit_submit(inputs, world, tools, dataset, ledger));
        const created = submissions.flatMap((submission) => ('job' in submission ? [submission.job] : []));
        const waited = await log.group('Wait for the jobs', () => awaitJobs(tools, created, (job) => ledger.seen(job)));
        const results = await log.group('Download the results', () => downloadResults(tools, submissions, waited.jobs, resultPath(world)));
        const isPending = waited.isTimedOut && inputs.onTimeout === 'keep';
        if (waited.isTimedOut && !isPending)
            await (0,clean_up/* cancelJobs */.F3)(cleaner, log, openJobs(results));
        const scored = await log.group('Score the answers', () => score(inputs, world, dataset, results, isPending));
        if (!isPending)
            await (0,clean_up/* deleteUploads */.Cq)(cleaner, log, ledger.manifest.files, (file) => ledger.deleted(file));
        const outcome = await finish({ ...scored, resultFiles: results.flatMap(({ path }) => path ?? []) });
        ledger.finished();
        return outcome;
    }
    catch (error) {
        if (world.signal.aborted) {
            ledger.cancelled();
            await (0,clean_up/* cancelRun */.Su)(cleaner, log, ledger);
            throw new errors/* CancelledError */.cc();
        }
        if (!(error instanceof errors/* ServiceError */._7))
            throw error;
        await (0,clean_up/* deleteUploads */.Cq)(cleaner, log, ledger.manifest.files, (file) => ledger.deleted(file));
        await finish({ verdict: 'inconclusive', reasons: [{ kind: 'error', message: error.message }] });
        throw error;
    }
}
function batchTools(inputs, world) {
    const deadline = world.clock.now() + inputs.timeoutMinutes * 60_000;
    return {
        gemini: world.gemini,
        clock: world.clock,
        log: world.log,
        signal: world.signal,
        longestPauseMs: inputs.pollIntervalSeconds * 1000,
        deadline,
    };
}
function resultPath({ files, outputDirectory }) {
    return (model) => files.join(outputDirectory, 'results', `${(0,models/* fileStemOfModel */.s1)(model)}.jsonl`);
}
function openJobs(results) {
    return results.flatMap(({ job, isTakenOver, path }) => job !== undefined && !isTakenOver && path === undefined ? [job.name] : []);
}
/** Step 7 and the check's colour. */
async function report(inputs, world, dataset, startedAt, result) {
    const { verdict, reasons, models = [], failedRows = [], resultFiles = [], note = '' } = result;
    const { context, clock, log } = world;
    const whole = {
        schemaVersion: schemaVersion,
        name: inputs.name,
        verdict,
        passed: verdict === 'pass',
        reasons,
        dataset: {
            rows: dataset.rows.size,
            fingerprint: dataset.fingerprint,
            files: dataset.sources,
            repeatedKeyRows: dataset.repeatedKeyRows,
        },
        baseline: { kind: 'none', sha: null },
        models,
        run: {
            repository: context.repository,
            id: context.runId,
            attempt: context.attempt,
            event: context.eventName,
            sha: context.sha,
            pullRequest: inputs.prNumber ?? context.pullRequestNumber ?? null,
            startedAt: new Date(startedAt).toISOString(),
            finishedAt: new Date(clock.now()).toISOString(),
        },
        settings: {
            scorers: inputs.scorers.map(({ label, weight }) => ({ scorer: label, weight })),
            repeat: 1,
            maxErrorRate: inputs.maxErrorRate,
            failOn: [...inputs.failOn],
        },
    };
    await log.group('Publish', () => publish(inputs, world, { report: whole, failedRows, resultFiles, note }));
    for (const { model, score: value } of models)
        log.info(`${model}: ${value === null ? 'no score' : `${(value * 100).toFixed(2)}%`}`);
    log.info(`Verdict: ${verdict}`);
    const red = (0,gate/* isRed */.iI)(reasons, inputs.failOn) ? reasons.filter(({ kind }) => inputs.failOn.has(kind)) : [];
    return { verdict, redReasons: red.map(({ message }) => message) };
}


/***/ }),

/***/ 8159:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cq: () => (/* binding */ deleteUploads),
/* harmony export */   F3: () => (/* binding */ cancelJobs),
/* harmony export */   Su: () => (/* binding */ cancelRun),
/* harmony export */   cleanUpAfter: () => (/* binding */ cleanUpAfter)
/* harmony export */ });
/* harmony import */ var _batch_find_jobs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(10649);
/* harmony import */ var _batch_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47113);
/* harmony import */ var _batch_states_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95065);



/** Cleaning up is best effort: what fails is said, and nothing else suffers. */
async function attempt(log, action) {
    try {
        await action();
        return true;
    }
    catch (error) {
        log.warning(`Cleaning up: ${error instanceof Error ? error.message : String(error)}`);
        return false;
    }
}
/** Deletes the uploaded files that no live job reads. The service deletes the rest by itself after 48 hours. */
async function deleteUploads(gemini, log, files, onDeleted) {
    if (files.length === 0)
        return;
    await attempt(log, async () => {
        const live = await listLiveJobs(gemini);
        for (const file of files) {
            const reader = live.find((job) => (0,_batch_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .readsUpload */ .L)(job, file));
            if (reader !== undefined)
                log.info(`${file.name} stays: ${reader.name} reads it`);
            else if (await attempt(log, () => gemini.deleteFile(file.name)))
                onDeleted(file.name);
        }
    });
}
async function listLiveJobs(gemini) {
    const live = [];
    for (let pageToken;;) {
        const page = await gemini.listJobs(pageToken === undefined ? {} : { pageToken });
        live.push(...page.jobs.filter((job) => !(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .hY)(job)));
        if (page.nextPageToken === undefined)
            return live;
        pageToken = page.nextPageToken;
    }
}
/** Cancels jobs. One that has ended meanwhile is no failure. */
async function cancelJobs(gemini, log, names, onCancelled = () => undefined) {
    const cancel = async (name) => {
        try {
            await gemini.cancelJob(name);
            log.info(`Cancelled ${name}`);
        }
        catch (error) {
            if (!(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .hY)(await gemini.getJob(name)))
                throw error;
        }
        onCancelled(name);
    };
    await Promise.all(names.map((name) => attempt(log, () => cancel(name))));
}
/**
 * After a cancel: no paid work stays behind. A create may have been under way, so jobs of this run are also looked for by
 * their display names.
 */
async function cancelRun(gemini, log, ledger) {
    const { jobs, files } = ledger.manifest;
    const named = jobs.flatMap((job) => job.isOurs && job.name !== null && !(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .hY)({ state: job.state ?? '' }) ? [job.name] : []);
    const unnamed = new Set(jobs.flatMap((job) => (job.name === null ? [job.displayName] : [])));
    const cancelNamed = cancelJobs(gemini, log, named, (name) => ledger.cancelledJob(name));
    const cancelUnnamed = attempt(log, async () => {
        if (unnamed.size === 0)
            return;
        const found = await (0,_batch_find_jobs_js__WEBPACK_IMPORTED_MODULE_0__/* .findJobs */ .k)(gemini, unnamed);
        await cancelJobs(gemini, log, found.filter((job) => !(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .hY)(job)).map((job) => job.name));
    });
    const deleteFiles = files.map(({ name }) => attempt(log, async () => {
        await gemini.deleteFile(name);
        ledger.deleted(name);
    }));
    await Promise.all([cancelNamed, cancelUnnamed, ...deleteFiles]);
}
/** The post step: finishes what the main step could not. The service is only made when there is something to do. */
async function cleanUpAfter(state, openGemini, log) {
    if (state.isFinished || (state.files.length === 0 && state.jobs.length === 0)) {
        log.info('Nothing to clean up.');
        return;
    }
    const gemini = await openGemini();
    if (state.isCancelled)
        await cancelJobs(gemini, log, state.jobs);
    else if (state.jobs.length > 0) {
        log.info(`The run ended early. Its jobs go on: re-run the workflow to take them over (${state.jobs.join(', ')}).`);
    }
    await deleteUploads(gemini, log, state.files, (file) => log.info(`Deleted ${file}`));
}


/***/ })

};
