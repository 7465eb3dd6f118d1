export const id = 795;
export const ids = [795,159];
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

/***/ 38795:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/batch/states.js
var states = __webpack_require__(95065);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/inputs/models.js
var inputs_models = __webpack_require__(64784);
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
/** Events whose commit is the repository's own, whatever pull request is commented on. */
const trustedEvents = ['push', 'schedule', 'merge_group'];
/** The repository whose commit is evaluated, where there is a pull request; '' when it was deleted. */
async function headRepository(inputs, { context, github, log }) {
    if (context.headRepository !== undefined)
        return context.headRepository;
    const number = inputs.prNumber ?? context.pullRequestNumber;
    if (number === undefined || trustedEvents.includes(context.eventName))
        return undefined;
    const input = 'github-token';
    const message = `cannot tell whether pull request ${number} comes from a fork, and a fork may not spend; the job needs this permission:\npermissions:\n  pull-requests: read`;
    if (github === undefined)
        throw new errors/* InputError */.dz([{ input, message }]);
    try {
        return (await github.getPullRequest(number)).headRepository;
    }
    catch (error) {
        if (!(error instanceof errors/* ServiceError */._7))
            throw error;
        log.debug(error.message);
        throw new errors/* InputError */.dz([{ input, message }]);
    }
}

// EXTERNAL MODULE: ./build/steps/clean-up.js
var clean_up = __webpack_require__(8159);
// EXTERNAL MODULE: ./build/gate.js
var gate = __webpack_require__(97853);
;// CONCATENATED MODULE: ./build/report/report.js
const schemaVersion = 1;
/** Lowest score of all models; null when a model has none. */
function lowestScore(models) {
    return models.reduce((lowest, { score }, index) => score === null || (index > 0 && lowest === null) ? null : Math.min(score, lowest ?? 1), null);
}

// EXTERNAL MODULE: ./build/report/escape.js
var report_escape = __webpack_require__(9924);
;// CONCATENATED MODULE: ./build/report/table.js
/** A Markdown table; cells are Markdown already. */
function table(columns, alignments, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(columns), `|${alignments.join('|')}|`, ...rows.map(line)].join('\n');
}
/** A whole number with a thin mark between thousands. */
function formatCount(value) {
    return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}
/** `1 row`, `2,000 rows`. */
function countRows(rows) {
    return `${formatCount(rows)} row${rows === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./build/report/details.js



const maxReasonChars = 300;
/** Errors by their text, or by their code where texts are hidden. */
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
/** Tokens of every model, and of the judges. */
function tokenTable({ models, judges }) {
    if (models.length === 0)
        return [];
    const judging = judges.map(({ model, tokens }) => ({ name: `${(0,report_escape/* inlineCode */.ti)(model)} as judge`, tokens }));
    const all = [...models.map(({ model, tokens }) => ({ name: (0,report_escape/* inlineCode */.ti)(model), tokens })), ...judging];
    if (all.length > 1)
        all.push({ name: 'Total', tokens: sumTokens(all.map(({ tokens }) => tokens)) });
    const rows = all.map(({ name, tokens }) => [
        name,
        ...[tokens.prompt, tokens.cached, tokens.candidates, tokens.thoughts, tokens.total].map(formatCount),
    ]);
    return [
        '#### Tokens',
        table(['Model', 'Prompt', 'of it cached', 'Answer', 'Thoughts', 'Total'], [':--', '--:', '--:', '--:', '--:', '--:'], rows),
    ];
}
function sumTokens(all) {
    const sum = (kind) => all.reduce((total, tokens) => total + tokens[kind], 0);
    return {
        prompt: sum('prompt'),
        cached: sum('cached'),
        candidates: sum('candidates'),
        thoughts: sum('thoughts'),
        total: sum('total'),
    };
}
/** The batch jobs, those of the judges included. */
function jobTable({ models, judges }) {
    const judging = judges.map((judge) => ({ ...judge, modelVersions: {} }));
    const rows = [...models, ...judging].flatMap(({ model, jobs, modelVersions }) => jobs.map((job) => [
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
/** What the figures rest on. */
function settingsList({ dataset, settings }) {
    const scorers = settings.scorers.map(({ scorer, weight }) => `${(0,report_escape/* inlineCode */.ti)(scorer)}${weight === 1 ? '' : ` × ${weight}`}`);
    const drawn = dataset.totalRows > dataset.rows ? `, a sample of ${formatCount(dataset.totalRows)}` : '';
    const lines = [
        `Dataset: ${dataset.files.map((file) => (0,report_escape/* inlineCode */.ti)(file)).join(', ')}; ${countRows(dataset.rows)}${drawn}; ${(0,report_escape/* inlineCode */.ti)(dataset.fingerprint ?? 'not read')}`,
        `Scorers: ${scorers.join(', ')}`,
        `Accepted share of rows without an answer: ${(0,gate/* formatShare */.T1)(settings.maxErrorRate, 1)}; red on: ${settings.failOn.join(', ') || 'nothing'}`,
    ];
    return ['#### Settings', lines.map((line) => `- ${line}`).join('\n')];
}
/** What was put into the requests; nothing when they went out as they were logged. */
function promptList({ prompts, models }) {
    const changed = prompts.filter(({ changes }) => changes.length > 0);
    if (changed.length === 0)
        return [];
    const lines = changed.map((prompt) => {
        const subject = prompt.models.length === models.length
            ? 'All models'
            : prompt.models.map((model) => (0,report_escape/* inlineCode */.ti)(model)).join(', ');
        const file = prompt.systemInstruction === null ? '' : ` from ${(0,report_escape/* inlineCode */.ti)(prompt.systemInstruction)}`;
        return `- ${subject}: ${prompt.changes.map((change) => (0,report_escape/* markdownText */.p7)(change)).join('; ')}${file} (${(0,report_escape/* inlineCode */.ti)((prompt.hash ?? '').slice(0, 19))})`;
    });
    return ['#### Prompt under test', lines.join('\n')];
}
const maxSlices = 200;
/** The score of every tag, for every model. */
function sliceTable({ models }) {
    const tags = (models[0]?.slices ?? []).slice(0, maxSlices).map(({ tag }) => tag);
    if (tags.length === 0)
        return [];
    const rows = tags.map((tag) => {
        const slices = models.map((model) => model.slices.find((slice) => slice.tag === tag));
        return [(0,report_escape/* inlineCode */.ti)(tag), formatCount(slices[0]?.rows ?? 0), ...slices.map(describeSlice)];
    });
    const columns = ['Tag', 'Answers', ...models.map(({ model }) => (0,report_escape/* inlineCode */.ti)(model))];
    return ['#### By tag', table(columns, [':--', '--:', ...models.map(() => '--:')], rows)];
}
function describeSlice(slice) {
    return slice === undefined || slice.score === null ? '–' : (0,gate/* formatShare */.T1)(slice.score, 1);
}
const maxFlakyKeys = 20;
/** With several answers per row: how often at least one, and all of them, pass, and the rows that differ. */
function repeatTable({ models, settings }) {
    if (settings.repeat === 1)
        return [];
    const show = (share) => share === null || share === undefined ? '–' : (0,gate/* formatShare */.T1)(share, 1);
    const rows = models.map(({ model, repeats }) => {
        const keys = (repeats?.flakyKeys ?? []).slice(0, maxFlakyKeys).map((key) => (0,report_escape/* inlineCode */.ti)(key, 40));
        const more = (repeats?.flaky ?? 0) > keys.length ? ', …' : '';
        return [
            (0,report_escape/* inlineCode */.ti)(model),
            show(repeats?.passAtK.at(-1)),
            show(repeats?.passHatK.at(-1)),
            String(repeats?.flaky ?? 0),
            keys.join(', ') + more,
        ];
    });
    const k = settings.repeat;
    return [
        `#### ${k} answers per row`,
        table(['Model', `pass@${k}`, `pass^${k}`, 'Flaky', 'Flaky rows'], [':--', '--:', '--:', '--:', ':--'], rows),
    ];
}
/** What the judges were asked and what they answered. */
function judgeTable({ judges }) {
    const rows = judges.map((judge) => [
        (0,report_escape/* inlineCode */.ti)(judge.model),
        ...[judge.requests, judge.verdicts, judge.errors, judge.missing].map(formatCount),
    ]);
    return rows.length === 0
        ? []
        : [
            '#### Judges',
            table(['Judge', 'Asked', 'Verdicts', 'Errors', 'Missing'], [':--', '--:', '--:', '--:', '--:'], rows),
        ];
}

;// CONCATENATED MODULE: ./build/report/headline.js

const marks = { pass: '✅', fail: '❌', inconclusive: '⚠️', pending: '⏳', skipped: '⏭️' };
/** The first line: it is what the notification mail shows. */
function title({ verdict, name, models, reasons }) {
    const start = `${marks[verdict]} ${(0,report_escape/* markdownText */.p7)(name)}:`;
    const failing = new Set(reasons.filter(({ kind }) => kind === 'threshold' || kind === 'regression').map(({ model }) => model)).size;
    const all = `${models.length} model${models.length === 1 ? '' : 's'}`;
    if (verdict === 'fail' && models.length === 1)
        return `${start} the model fails the gate`;
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
/** What the reviewer must know, when there is something to do. */
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

;// CONCATENATED MODULE: ./build/report/model-table.js



/** The first table: every model with its score and what the gate says. */
function modelTable(report, decimals) {
    const rows = report.models.map((model) => {
        const name = (0,report_escape/* inlineCode */.ti)(model.model);
        if (isRunning(report, model))
            return [name, '–', '–', '–', '–', '⏳ running'];
        return [
            name,
            describeScore(model, decimals),
            `${model.passed} / ${model.rows / report.settings.repeat}`,
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

;// CONCATENATED MODULE: ./build/report/row-lists.js



const row_lists_maxReasonChars = 300;
/** For each model the answers that did not pass, folded. */
function rowLists(report, options, maxRows) {
    return report.models.flatMap(({ model, answered, notPassed: total }) => {
        const failed = options.failedRows.filter((row) => row.model === model);
        if (failed.length === 0 || answered === 0 || maxRows === 0)
            return [];
        const lines = failed.slice(0, maxRows).map((row) => rowLine(report, options, row));
        const rest = total > lines.length ? `\n\n… and ${total - lines.length} more in rows.jsonl.` : '';
        const body = table(['Row', 'Outcome', 'Why'], [':--', ':--', ':--'], lines);
        return [
            `<details><summary><b>Answers that did not pass: <code>${(0,report_escape/* escapeHtml */.ZD)(model)}</code> (${total})</b></summary>\n\n${body}${rest}\n</details>`,
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
    return [link, score, (0,report_escape/* inlineCode */.ti)(options.showText ? row.reason : row.brief, row_lists_maxReasonChars)];
}

;// CONCATENATED MODULE: ./build/report/markdown.js






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
        ...sliceTable(report),
        ...repeatTable(report),
        ...promptList(report),
        ...judgeTable(report),
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
const maxAlertLines = 12;
function footer(report, { serverUrl, artifacts }) {
    const { repository, id, attempt, sha } = report.run;
    const parts = [
        countRows(report.dataset.rows),
        ...describePrompt(report),
        ...(id === '' ? [] : [`[run](${serverUrl}/${repository}/actions/runs/${id}/attempts/${attempt})`]),
        ...(artifacts.length === 0
            ? []
            : [`artifacts: ${artifacts.map(({ label, url }) => `[${(0,report_escape/* markdownText */.p7)(label)}](${url})`).join(' · ')}`]),
        ...(sha === '' ? [] : [`updated for \`${sha.slice(0, 7)}\``]),
    ];
    return `<sub>${parts.join(' · ')}</sub>`;
}
/** Whether this is the logged prompt or one under test, by its hash. */
function describePrompt({ prompts }) {
    const hashes = prompts.flatMap(({ hash, systemInstruction }) => hash === null ? [] : [`${systemInstruction ?? 'patch'} ${hash.slice(7, 15)}`]);
    return hashes.length === 0 ? [] : [`prompt: ${hashes.map((hash) => (0,report_escape/* inlineCode */.ti)(hash)).join(', ')}`];
}

;// CONCATENATED MODULE: ./build/steps/best-effort.js

/** Publishing is best effort: what fails is a warning (or, quiet, a line of the log) that names the permission that would help. */
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

;// CONCATENATED MODULE: ./build/steps/comment.js



/** GitHub refuses comments above 65,536 characters; the steps down are for bodies that it counts longer than we do. */
const commentBudgets = [60_000, 30_000, 10_000];
/** Writes the comment or brings it up to date, as `comment` asks; gives its address, '' without one. */
async function writeComment(inputs, world, report, options, isRed) {
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
        if (!deservesComment(inputs, report, isRed) && (await github.findComment({ pullRequest, marker })) === undefined)
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
function deservesComment(inputs, report, isRed) {
    if (inputs.comment === 'always')
        return true;
    if (inputs.comment === 'failures')
        return isRed;
    return report.verdict !== 'pass';
}

;// CONCATENATED MODULE: ./build/steps/status.js

const maxStatusChars = 140;
/** The commit status of this evaluation. Most workflows do not allow it, so a refusal is no warning. */
async function setStatus(inputs, world, report, isRed) {
    const { context, github } = world;
    if (github === undefined || context.sha === '' || context.repository === '')
        return;
    const scores = report.models
        .map(({ model, score }) => `${model} ${score === null ? '–' : `${(score * 100).toFixed(1)}%`}`)
        .join(', ');
    const description = `${report.verdict}${scores === '' ? '' : `: ${scores}`}`;
    const request = {
        sha: context.sha,
        context: `gemini-batch-eval/${inputs.name}`,
        state: report.verdict === 'pending' ? 'pending' : isRed ? 'failure' : 'success',
        description: description.length > maxStatusChars ? `${description.slice(0, maxStatusChars - 1)}…` : description,
        targetUrl: `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}`,
    };
    await attempt(world, () => github.setStatus(request), 'quiet');
}
/** A run that was cancelled must not leave a status that waits for ever. */
async function setCancelledStatus(inputs, { context, github }) {
    if (github === undefined || context.sha === '' || context.repository === '')
        return;
    const targetUrl = `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}`;
    const status = `gemini-batch-eval/${inputs.name}`;
    await github
        .setStatus({ sha: context.sha, context: status, state: 'error', description: 'cancelled', targetUrl })
        .catch(() => undefined);
}

;// CONCATENATED MODULE: ./build/steps/publish.js





const maxSummaryChars = 300_000;
/**
 * Step 7: files, artifacts, summary, comment, status, outputs. What cannot be published is a warning; the score is never
 * lost. A run that sent nothing leaves no comment, artifact or status.
 */
async function publish(inputs, world, publication) {
    const { report, requestFiles, resultFiles, isRed } = publication;
    const isRun = report.verdict !== 'skipped';
    const options = await renderOptions(inputs, world, publication);
    const files = [...(await writeFiles(world, report, options)), ...requestFiles];
    const artifacts = isRun && inputs.uploadArtifacts ? await uploadArtifacts(inputs, world, files, resultFiles) : [];
    const linked = { ...options, artifacts: artifacts.map(({ name, url }) => ({ label: name, url })) };
    await attempt(world, () => world.runner.writeSummary(renderSummary(report, linked, maxSummaryChars)));
    const commentUrl = isRun ? await writeComment(inputs, world, report, linked, isRed) : '';
    if (isRun)
        await setStatus(inputs, world, report, isRed);
    setOutputs(world, publication, { artifacts, commentUrl });
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
    const names = ['report.json', 'report.md', 'rows.jsonl', 'run.json'];
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
    const results = resultFiles.map((path) => ({ name: `${inputs.artifactName}-${stemOf(path, root)}`, files: [path] }));
    const uploaded = [];
    for (const { name, files: members } of [{ name: inputs.artifactName, files }, ...results]) {
        const artifact = await attempt(world, () => store.upload({ name, root, files: members, ...retention }));
        if (artifact !== undefined)
            uploaded.push({ name, ...artifact });
    }
    return uploaded;
}
/** A result file's name for an artifact: its path below `results`, without its ending. */
function stemOf(path, root) {
    const [, ...parts] = path.slice(root.length + 1).split(/[\\/]/);
    return parts.join('-').replace(/\.jsonl$/, '');
}
function setOutputs(world, { report, jobs }, { artifacts, commentUrl }) {
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
        'batch-jobs': JSON.stringify(jobs),
    };
    for (const [name, value] of Object.entries(outputs))
        runner.setOutput(name, value);
}

;// CONCATENATED MODULE: ./build/steps/conclude.js



/** Step 7: publishes what the run came to, and says what colour the check has. */
async function conclude(inputs, world, dataset, startedAt, result) {
    const { log } = world;
    const { models = [], failedRows = [], judging, results = [], jobs = [], isBroken = false, note = '' } = result;
    const report = assemble(inputs, world, dataset, startedAt, result);
    const requestFiles = [...dataset.files.map(({ path }) => path), ...(judging?.requestFiles ?? [])];
    const resultFiles = [...results, ...(judging?.results ?? [])].flatMap(({ path }) => path ?? []);
    const red = isBroken || (0,gate/* isRed */.iI)(report.reasons, inputs.failOn);
    const named = jobs
        .map(({ model, name, state }) => ({ model, name: name ?? '', state: state ?? '' }))
        .filter(({ name }) => name !== '');
    const publication = { report, failedRows, requestFiles, resultFiles, isRed: red, jobs: named, note };
    await log.group('Publish', () => publish(inputs, world, publication));
    for (const { model, score } of models)
        log.info(`${model}: ${score === null ? 'no score' : `${(score * 100).toFixed(2)}%`}`);
    log.info(`Verdict: ${report.verdict}`);
    const redReasons = report.reasons.filter(({ kind }) => inputs.failOn.has(kind)).map(({ message }) => message);
    return { verdict: report.verdict, redReasons };
}
function assemble(inputs, { context, clock }, dataset, startedAt, result) {
    return {
        schemaVersion: schemaVersion,
        name: inputs.name,
        verdict: result.verdict,
        passed: result.verdict === 'pass',
        reasons: result.reasons,
        dataset: {
            rows: dataset.rows.size,
            totalRows: dataset.totalRows,
            fingerprint: dataset.fingerprint,
            files: dataset.sources,
            repeatedKeyRows: dataset.repeatedKeyRows,
        },
        baseline: { kind: 'none', sha: null },
        models: result.models ?? [],
        prompts: dataset.prompts,
        judges: result.judging?.reports ?? [],
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
            repeat: inputs.repeat,
            maxErrorRate: inputs.maxErrorRate,
            failOn: [...inputs.failOn],
        },
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
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

// EXTERNAL MODULE: ./build/dataset/json-members.js
var json_members = __webpack_require__(56811);
;// CONCATENATED MODULE: ./build/dataset/lines.js

/** The longest row that is read, in bytes. */
const maxRowBytes = 256 * 1024 * 1024;
const newline = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = [0xef, 0xbb, 0xbf];
const initialRows = 256;
const initialPartBytes = 64 * 1024;
const keptPartBytes = 1024 * 1024;
const noBytes = Buffer.alloc(0);
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
    #part = noBytes;
    #spare = noBytes;
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
        this.#spare = used.length <= keptPartBytes ? used : noBytes;
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
            this.starts = (0,json_members/* doubled */.aQ)(this.starts);
            this.ends = (0,json_members/* doubled */.aQ)(this.ends);
            this.lineNumbers = (0,json_members/* doubled */.aQ)(this.lineNumbers);
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

// EXTERNAL MODULE: ./build/scoring/answer.js + 1 modules
var answer = __webpack_require__(17790);
;// CONCATENATED MODULE: ./build/scoring/join.js


/** The slot of an uploaded key; undefined for a key that was never sent. */
function slotOfKey({ rows, repeat }, key) {
    if (repeat === 1)
        return rows.find(key);
    const parts = /^(.*)#([1-9]\d*)$/s.exec(key);
    const row = rows.find(parts?.[1] ?? '');
    const round = Number(parts?.[2]);
    return row === undefined || !(round <= repeat) ? undefined : row * repeat + round - 1;
}
/** The key under which a slot was uploaded. */
function keyOfSlot({ rows, repeat }, slot) {
    const key = rows.key(Math.floor(slot / repeat));
    return repeat === 1 ? key : `${key}#${(slot % repeat) + 1}`;
}
/** Streams result files, in the order of their rounds, and joins each line to its row by key: never by position. */
async function joinReplies(files, slots, visitor) {
    const join = new Join(slots, visitor);
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
    return { duplicates: join.duplicates, unknown: join.unknown };
}
const seenError = 1;
const seenAnswer = 2;
class Join {
    #slots;
    #visitor;
    /** What a slot has had so far. */
    #taken;
    #seenInFile;
    duplicates = 0;
    unknown = 0;
    constructor(slots, visitor) {
        this.#slots = slots;
        this.#visitor = visitor;
        this.#taken = new Uint8Array(slots.rows.size * slots.repeat);
        this.#seenInFile = new Uint8Array(this.#taken.length);
    }
    beginFile() {
        this.#seenInFile = new Uint8Array(this.#taken.length);
    }
    /** Visits a batch of lines; visits that take their time run side by side. */
    async takeBatch(batch) {
        const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
        const running = [];
        for (let index = 0; index < batch.count; index++) {
            const visit = this.#takeLine(bytes.toString('utf8', batch.starts[index], batch.ends[index]));
            if (visit !== undefined)
                running.push(visit);
        }
        if (running.length > 0)
            await Promise.all(running);
        const waiting = this.#visitor.onBatch?.();
        if (waiting !== undefined)
            await waiting;
    }
    #takeLine(text) {
        const line = parseLine(text);
        const slot = typeof line?.key === 'string' ? slotOfKey(this.#slots, line.key) : undefined;
        if (line === undefined || slot === undefined) {
            this.unknown++;
            return undefined;
        }
        if (this.#seenInFile[slot] === 1)
            this.duplicates++;
        this.#seenInFile[slot] = 1;
        if (this.#taken[slot] === seenAnswer)
            return undefined;
        const reply = (0,answer/* readReply */.Xw)(line);
        // An answer beats an error; of two errors the first stays.
        if (reply.kind === 'error' && this.#taken[slot] === seenError)
            return undefined;
        this.#taken[slot] = reply.kind === 'error' ? seenError : seenAnswer;
        return this.#visitor.onReply(slot, reply);
    }
}
function parseLine(text) {
    try {
        return (0,answer/* asObject */.eB)(JSON.parse(text));
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./build/scoring/judge.js
var scoring_judge = __webpack_require__(45337);
// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
// EXTERNAL MODULE: ./build/dataset/json-tokens.js
var json_tokens = __webpack_require__(3348);
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
    if (byte !== json_tokens/* backslash */.R3) {
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
    if (before === json_tokens/* minus */.Rd && offset === start + 1)
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
            if (byte === json_tokens/* openObject */.MA || byte === json_tokens/* openArray */.Kt) {
                const closer = byte + 2;
                p = (0,json_tokens/* skipSpace */.AN)(bytes, p + 1, end);
                if (p < end && bytes[p] === closer)
                    p++;
                else {
                    if (depth === this.#closers.length)
                        this.#deepen();
                    this.#closers[depth++] = closer;
                    if (closer === json_tokens/* closeObject */.cH)
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
                p = (0,json_tokens/* skipSpace */.AN)(bytes, p, end);
                const closer = this.#closers[depth - 1];
                if (p < end && bytes[p] === json_tokens/* comma */.cX) {
                    p = (0,json_tokens/* skipSpace */.AN)(bytes, p + 1, end);
                    if (closer === json_tokens/* closeObject */.cH)
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
        if (at >= end || bytes[at] !== json_tokens/* quote */.hD) {
            const isSurplusComma = at < end && bytes[at] === json_tokens/* closeObject */.cH;
            return this.fail(faultAt(at, end, isSurplusComma ? 'no comma may stand before }' : "a member's name in double quotes is expected"));
        }
        const p = (0,json_tokens/* endOfString */.ap)(bytes, at, end);
        return p < 0 ? this.fail(stringFault(bytes, at, ~p, end)) : p;
    }
    /** The offset of the value that belongs to the name that ends at `at`. */
    valueAfterName(bytes, at, end) {
        const p = (0,json_tokens/* skipSpace */.AN)(bytes, at, end);
        if (p >= end || bytes[p] !== json_tokens/* colon */.kx)
            return this.fail(faultAt(p, end, "a colon is expected after a member's name"));
        return (0,json_tokens/* skipSpace */.AN)(bytes, p + 1, end);
    }
    /** The offset of the value of the member whose name should begin at `at`. */
    valueOfMember(bytes, at, end) {
        const p = this.endOfName(bytes, at, end);
        return p < 0 ? broken : this.valueAfterName(bytes, p, end);
    }
    /** Notes that neither a comma nor the closing bracket stands at `offset`. */
    failAfterValue(offset, end, closer) {
        const message = closer === json_tokens/* closeArray */._w ? 'a comma or ] is expected after an element' : 'a comma or } is expected after a member';
        return this.fail(faultAt(offset, end, message));
    }
    /** Notes the fault. */
    fail(fault) {
        this.fault = fault;
        return broken;
    }
    #endOfScalar(bytes, at, end, byte) {
        if (byte === json_tokens/* quote */.hD) {
            const p = (0,json_tokens/* endOfString */.ap)(bytes, at, end);
            return p < 0 ? this.fail(stringFault(bytes, at, ~p, end)) : p;
        }
        if ((0,json_tokens/* startsNumber */.RE)(byte)) {
            const p = (0,json_tokens/* endOfNumber */.uF)(bytes, at, end);
            return p < 0 ? this.fail(numberFault(bytes, at, ~p, end)) : p;
        }
        const p = at < end ? (0,json_tokens/* endOfLiteral */.gC)(bytes, at, end) : broken;
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
    row = new json_members/* MemberTable */.$x();
    /** The members of the row's last member named "request", when that is an object. */
    request = new json_members/* MemberTable */.$x();
    #walker = new ValueWalker();
    /** Scans bytes[start, end) as one row and returns what is wrong with it, if anything. */
    scan(bytes, start, end) {
        this.#forget(bytes, start);
        const at = (0,json_tokens/* skipSpace */.AN)(bytes, start, end);
        const isObject = at < end && bytes[at] === json_tokens/* openObject */.MA;
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
        const at = (0,json_tokens/* skipSpace */.AN)(bytes, start, end);
        table.reset(bytes, at);
        if (at >= end || bytes[at] !== json_tokens/* openObject */.MA)
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
        const rest = (0,json_tokens/* skipSpace */.AN)(bytes, valueEnd, end);
        return rest < end ? { offset: rest, message: "text after the end of the row's value" } : undefined;
    }
    #endOfObject(bytes, at, end, table, isRow) {
        const walker = this.#walker;
        table.reset(bytes, at);
        let p = (0,json_tokens/* skipSpace */.AN)(bytes, at + 1, end);
        if (p < end && bytes[p] === json_tokens/* closeObject */.cH) {
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
            const isRequest = isRow && (0,json_members/* isName */.Eo)(bytes, nameStart, nameEnd, 'request');
            const valueEnd = isRequest
                ? this.#endOfRequest(bytes, valueStart, end)
                : walker.endOfValue(bytes, valueStart, end);
            if (valueEnd < 0)
                return valueEnd;
            table.add(nameStart, nameEnd, valueStart, valueEnd);
            p = (0,json_tokens/* skipSpace */.AN)(bytes, valueEnd, end);
            if (p < end && bytes[p] === json_tokens/* comma */.cX)
                p = (0,json_tokens/* skipSpace */.AN)(bytes, p + 1, end);
            else if (p < end && bytes[p] === json_tokens/* closeObject */.cH)
                break;
            else
                return walker.failAfterValue(p, end, json_tokens/* closeObject */.cH);
        }
        table.objectEnd = p + 1;
        return p + 1;
    }
    #endOfRequest(bytes, at, end) {
        this.requestIsObject = at < end && bytes[at] === json_tokens/* openObject */.MA;
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

// EXTERNAL MODULE: ./build/dataset/edit.js + 1 modules
var edit = __webpack_require__(4748);
// EXTERNAL MODULE: ./build/dataset/edit-json.js
var edit_json = __webpack_require__(90230);
;// CONCATENATED MODULE: ./build/dataset/edit-summary.js


const maxChanges = 20;
const maxValueChars = 80;
const plainName = /^[A-Za-z_$][\w$-]*$/;
/** What the edit changes, for people: at most 20 changes, each value cut to 80 characters. Not escaped for any format. */
function describeEdit({ systemInstruction, patch }) {
    const changes = [];
    if (systemInstruction !== undefined) {
        const characters = [...systemInstruction].length;
        const unit = characters === 1 ? 'character' : 'characters';
        changes.push(`systemInstruction replaced (${characters.toLocaleString('en-US')} ${unit})`);
    }
    if (patch !== undefined)
        describeMembers(patch, '', changes);
    const surplus = changes.length - maxChanges;
    return surplus > 0 ? [...changes.slice(0, maxChanges), `… and ${surplus} more`] : changes;
}
/** Tells edits apart: SHA-256 in hex, the same for edits that differ in the order of members only. */
function hashOfEdit({ systemInstruction, patch }) {
    const patchText = patch === undefined || Object.keys(patch).length === 0 ? '' : (0,edit_json/* canonicalText */.A4)(patch);
    return (0,external_node_crypto_.hash)('sha256', JSON.stringify([systemInstruction ?? '', patchText]), 'hex');
}
function describeMembers(patch, parent, changes) {
    for (const [name, value] of Object.entries(patch)) {
        const path = pathOf(parent, name);
        if (value === null)
            changes.push(`removes ${path}`);
        else if ((0,edit_json/* isJsonObject */.OW)(value) && Object.keys(value).length > 0)
            describeMembers(value, path, changes);
        else if ((0,edit_json/* isJsonObject */.OW)(value))
            changes.push(`makes ${path} an object`);
        else
            changes.push(`sets ${path} to ${shortText(value)}`);
    }
}
function pathOf(parent, name) {
    if (!plainName.test(name))
        return `${parent}[${shortText(name)}]`;
    return parent === '' ? name : `${parent}.${name}`;
}
function shortText(value) {
    const characters = [...(0,edit_json/* jsonText */.s$)(value)];
    return characters.length > maxValueChars ? `${characters.slice(0, maxValueChars).join('')}…` : characters.join('');
}

;// CONCATENATED MODULE: ./build/dataset/labels.js



const maxTagChars = 100;
const noTags = [];
/** Reads `tags` and `mustPass` out of an object's members, or says what is wrong with them. */
function readLabel(members) {
    const tags = parseMember(members, 'tags');
    const mustPass = parseMember(members, 'mustPass');
    if (tags !== undefined && !isTagList(tags)) {
        return { problem: `"tags" is not a list of texts of 1 to ${maxTagChars} characters` };
    }
    if (mustPass !== undefined && typeof mustPass !== 'boolean')
        return { problem: '"mustPass" is neither true nor false' };
    return {
        ...(tags === undefined ? {} : { tags }),
        ...(mustPass === undefined ? {} : { mustPass }),
        hasExpected: members.find('expected') >= 0,
    };
}
function parseMember(members, name) {
    const index = members.find(name);
    const value = index < 0 ? undefined : members.parse(index);
    return value === null ? undefined : value;
}
function isTagList(value) {
    return (Array.isArray(value) && value.every((tag) => typeof tag === 'string' && tag !== '' && tag.length <= maxTagChars));
}
/** The labels of all rows. Rows without one cost nothing; equal tag lists are kept once. */
class LabelTable {
    #tags = new Map();
    #lists = new Map();
    #mustPass = new Set();
    #expected = new Map();
    tags(row) {
        return this.#tags.get(row) ?? noTags;
    }
    mustPass(row) {
        return this.#mustPass.has(row);
    }
    /** Where the side file has the row's `expected`; undefined when it is the row's own, if any. */
    expectedPlace(row) {
        return this.#expected.get(row);
    }
    /** How many rows have their `expected` in the side file. */
    get expectedCount() {
        return this.#expected.size;
    }
    /** The rows of each tag, tags in alphabetical order. */
    slices() {
        const rowsOf = new Map();
        for (const [row, tags] of this.#tags) {
            for (const tag of new Set(tags)) {
                const rows = rowsOf.get(tag) ?? [];
                if (rows.push(row) === 1)
                    rowsOf.set(tag, rows);
            }
        }
        return [...rowsOf].sort(([a], [b]) => (a < b ? -1 : 1)).map(([tag, rows]) => ({ tag, rows }));
    }
    /** Takes in a label; what it says replaces what an earlier one of the row said. */
    set(row, label, place) {
        if (label.tags !== undefined)
            this.#tags.set(row, this.#intern(label.tags));
        if (label.mustPass === true)
            this.#mustPass.add(row);
        else if (label.mustPass === false)
            this.#mustPass.delete(row);
        if (label.hasExpected && place !== undefined)
            this.#expected.set(row, place);
    }
    #intern(tags) {
        const text = JSON.stringify(tags);
        const known = this.#lists.get(text) ?? tags;
        this.#lists.set(text, known);
        return known;
    }
}
const knownMembers = ['key', 'expected', 'mustPass', 'tags'];
const maxListedKeys = 5;
/** Joins the side file `{key, expected?, mustPass?, tags?}` to the rows by key. Throws DatasetError for lines it cannot use. */
async function readLabels(display, chunks, rows, labels) {
    const reader = new LabelReader(display, rows, labels);
    const lines = new LineSplitter();
    try {
        for await (const chunk of chunks)
            for (const batch of lines.push(chunk))
                reader.take(batch);
        for (const batch of lines.finish())
            reader.take(batch);
    }
    catch (error) {
        if (!(error instanceof RowTooLongError))
            throw error;
        throw new errors/* DatasetError */.zm([{ file: display, line: error.lineNumber, message: error.message }], 1, 'labels');
    }
    return reader.finish();
}
class LabelReader {
    #display;
    #rows;
    #labels;
    #scanner = new RowScanner();
    #labelled = new Set();
    #faults = [];
    #unknownKeys = [];
    #faultCount = 0;
    #unknown = 0;
    constructor(display, rows, labels) {
        this.#display = display;
        this.#rows = rows;
        this.#labels = labels;
    }
    take(batch) {
        for (let index = 0; index < batch.count; index++) {
            const start = batch.starts[index] ?? 0;
            const end = batch.ends[index] ?? 0;
            const message = this.#takeLine(batch.bytes, start, end, {
                offset: batch.fileOffset + start,
                length: end - start,
            });
            if (message === undefined)
                continue;
            const fault = { file: this.#display, line: batch.lineNumbers[index] ?? 0, message };
            if (this.#faultCount++ < errors/* maxListedFaults */.bd)
                this.#faults.push(fault);
        }
    }
    finish() {
        if (this.#faultCount > 0)
            throw new errors/* DatasetError */.zm(this.#faults, this.#faultCount, 'labels');
        const unlabelled = this.#rows.size - (this.#labelled.size - this.#unknown);
        return { unknownKeys: this.#unknownKeys, unknown: this.#unknown, unlabelled };
    }
    #takeLine(bytes, start, end, place) {
        const fault = this.#scanner.scan(bytes, start, end);
        if (fault !== undefined)
            return `not valid JSON: ${fault.message} (byte ${fault.offset - start + 1} of the line)`;
        if (!this.#scanner.isObject)
            return 'the line is not a JSON object';
        const members = this.#scanner.row;
        for (let index = 0; index < members.count; index++) {
            const name = members.name(index);
            if (!knownMembers.includes(name))
                return `has a member "${name}"; a label has ${knownMembers.join(', ')}`;
        }
        const key = parseMember(members, 'key');
        if (typeof key !== 'string' || key === '')
            return 'has no "key"';
        if (this.#labelled.has(key))
            return `is the second label of the key ${JSON.stringify(key)}`;
        this.#labelled.add(key);
        const label = readLabel(members);
        if ('problem' in label)
            return label.problem;
        const row = this.#rows.find(key);
        if (row !== undefined)
            this.#labels.set(row, label, place);
        else if (this.#unknown++ < maxListedKeys)
            this.#unknownKeys.push(key);
        return undefined;
    }
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

;// CONCATENATED MODULE: ./build/dataset/edit-sent.js


/** The spellings of the member that tells how to generate. */
const configNames = ['generationConfig', 'generation_config'];
/** Members of generationConfig with a schema; a responseFormat may lack one, which is found out with the answer. */
const schemaNames = [
    'responseSchema',
    'response_schema',
    'responseJsonSchema',
    'response_json_schema',
    '_responseJsonSchema',
    'responseFormat',
    'response_format',
];
/** The n that only null begins with. */
const letterN = 0x6e;
const unsetValues = new Set(['null', '""', '[]', '{}']);
/**
 * A request as it will be sent, filled again for every row and variant: its text in pieces, and its members, some of which
 * stand in the row and some in the edit. All of it is valid until the scanner scans the next row; nothing is copied.
 */
class SentRequest {
    /** The request's text, in order: parts of the row's bytes and texts of the edit. */
    pieces = [];
    count = 0;
    scanner;
    #indexes = [];
    #values = [];
    #newNames = [];
    #configTable = new json_members/* MemberTable */.$x();
    #hasScannedConfig = false;
    constructor(scanner) {
        this.scanner = scanner;
    }
    /** Begins another request, of the row that the scanner has scanned. */
    begin() {
        this.pieces.length = 0;
        this.count = 0;
        this.#hasScannedConfig = false;
    }
    put(piece) {
        this.pieces.push(piece);
    }
    member(_table, index, value) {
        this.#indexes[this.count] = index;
        this.#values[this.count] = value;
        this.#newNames[this.count++] = undefined;
    }
    newMember(name, value) {
        this.#values[this.count] = value;
        this.#newNames[this.count++] = name;
    }
    /** Whether the member bears this name, however it is escaped. */
    hasName(index, name) {
        const newName = this.#newNames[index];
        return newName === undefined
            ? this.scanner.request.hasName(this.#indexes[index], name)
            : newName === name;
    }
    /** The member's name, unescaped. */
    name(index) {
        return this.#newNames[index] ?? this.scanner.request.name(this.#indexes[index]);
    }
    /** The member's value as its bytes. */
    value(index) {
        return this.#values[index] ?? this.scanner.request.value(this.#indexes[index]);
    }
    /** The index of the last member that bears one of the names; or -1. */
    find(names) {
        for (let index = this.count - 1; index >= 0; index--) {
            for (const name of names)
                if (this.hasName(index, name))
                    return index;
        }
        return -1;
    }
    /** Whether the member's value says anything: null, "", [] and {} do not. */
    isSet(index) {
        const value = this.value(index);
        return value.length > 4 || !unsetValues.has(Buffer.from(value).toString('latin1'));
    }
    /** The members of its generationConfig (or generation_config), when that is an object. */
    config() {
        if (!this.#hasScannedConfig)
            this.#scanConfig();
        return this.#configTable.bytes.length > 0 ? this.#configTable : undefined;
    }
    /** Whether it asks for answers of a schema, in any of the members that can hold one. */
    asksForSchema() {
        const config = this.config();
        if (config === undefined)
            return false;
        for (const name of schemaNames) {
            const index = config.find(name);
            if (index >= 0 && config.bytes[config.valueStart[index]] !== letterN)
                return true;
        }
        return false;
    }
    #scanConfig() {
        this.#hasScannedConfig = true;
        const index = this.find(configNames);
        const value = index < 0 ? undefined : this.value(index);
        if (value?.[0] === json_tokens/* openObject */.MA)
            this.scanner.scanObject(value, 0, value.length, this.#configTable);
        else
            this.#configTable.reset(new Uint8Array(0), 0);
    }
}

;// CONCATENATED MODULE: ./build/dataset/model-generation.js
// Retired on 2026-10-08 and answered by their successors since (deprecations page of the Gemini API).
const successors = new Map([
    ['gemini-3.7-flash', 'gemini-3.8-flash'],
    ['gemini-3.5-flash', 'gemini-3.6-flash'],
]);
/** Gemini 3.6 and later, and 3.5 Flash-Lite: they have given up what tunes sampling, and a last turn by the model. */
function isWithoutSampling(model) {
    const generation = generationOf(model);
    if (generation === undefined)
        return false;
    return generation.order >= orderOf(3, 6) || (generation.order === orderOf(3, 5) && generation.isFlashLite);
}
/** Whether the model's generation is known and at least this one. */
function isAtLeast(model, major, minor) {
    const generation = generationOf(model);
    return generation !== undefined && generation.order >= orderOf(major, minor);
}
/** Whether the model's generation is known and before this one. */
function isBefore(model, major, minor) {
    const generation = generationOf(model);
    return generation !== undefined && generation.order < orderOf(major, minor);
}
/** Undefined where the id does not tell: tuned models, `gemini-flash-latest`. */
function generationOf(model) {
    const id = successors.get(model) ?? model;
    const digits = /^gemini-(\d+)(?:\.(\d+))?-/.exec(id);
    if (digits === null)
        return undefined;
    return { order: orderOf(Number(digits[1]), Number(digits[2] ?? 0)), isFlashLite: id.includes('-flash-lite') };
}
function orderOf(major, minor) {
    return major * 100 + minor;
}

;// CONCATENATED MODULE: ./build/dataset/hazard-list.js

/** Pages on Gemini 3.6 Flash at docs.cloud.google.com (Agent Platform) and ai.google.dev (whats-new-gemini-3.6). */
const samplingHazard = {
    id: 'sampling',
    isOf: isWithoutSampling,
    message: 'is ignored, and may be refused by later models',
    mend: null,
};
/** The same pages: these are an error, not a silent loss. */
const penaltyHazard = {
    id: 'penalties',
    isOf: isWithoutSampling,
    message: 'is refused',
    mend: null,
};
/** Reported by users of Gemini 3.x; one answer is the default, so nothing is lost without it. */
const candidateHazard = {
    id: 'candidate-count',
    isOf: (model) => isAtLeast(model, 3, 0),
    message: 'is not supported',
    mend: null,
};
/** Third-party help pages (apiyi): models before Gemini 3 answer 400. */
const levelHazard = {
    id: 'thinking-level',
    isOf: (model) => isBefore(model, 3, 0),
    message: 'is refused: these models take thinkingBudget',
    mend: null,
};
/** The same pages: both together are answered 400. Models before Gemini 3 fall under thinking-level already. */
const bothThinkingHazard = {
    id: 'thinking-both',
    isOf: (model) => !isBefore(model, 3, 0),
    message: 'is refused beside thinkingLevel',
    mend: null,
};
/** The same pages: 3.7 and 3.8 know low, medium and high only. */
const minimalHazard = {
    id: 'thinking-minimal',
    isOf: (model) => isAtLeast(model, 3, 7),
    message: 'of "minimal" is refused: these models take low, medium or high',
    mend: 'low',
};
/** A batch has a price and a pace of its own, whatever tier a row asks for. */
const tierHazard = {
    id: 'service-tier',
    isOf: () => true,
    message: 'means nothing in a batch and may be refused',
    mend: null,
};
/** The pages on Gemini 3.6 Flash again. No patch takes a turn away. */
const modelTurnHazard = {
    id: 'last-turn',
    isOf: isWithoutSampling,
    message: 'is by the model, which is refused: end the rows with a turn by the user, or leave them out',
    mend: null,
};

;// CONCATENATED MODULE: ./build/dataset/json-tail.js


/**
 * The offset of the value that the last element of an array, when it is an object, has under `name`; or -1. Of copies it
 * is the last one's. bytes[start, end) must be one valid array. Walks backwards, so that a long list costs no more than its
 * last element.
 */
function findInLastElement(bytes, start, end, name) {
    let p = end - 2;
    let depth = 0;
    while (p > start) {
        const byte = bytes[p];
        if (byte === json_tokens/* quote */.hD) {
            const opening = startOfString(bytes, p);
            if (depth === 1) {
                const behind = (0,json_tokens/* skipSpace */.AN)(bytes, p + 1, end);
                if (bytes[behind] === json_tokens/* colon */.kx && (0,json_members/* isName */.Eo)(bytes, opening + 1, p, name))
                    return (0,json_tokens/* skipSpace */.AN)(bytes, behind + 1, end);
            }
            p = opening;
        }
        else if (byte === json_tokens/* closeObject */.cH || byte === json_tokens/* closeArray */._w)
            depth++;
        else if (byte === json_tokens/* openObject */.MA || byte === json_tokens/* openArray */.Kt) {
            depth--;
            if (depth === 0)
                return -1;
        }
        else if (byte === json_tokens/* comma */.cX && depth === 0)
            return -1;
        p--;
    }
    return -1;
}
/** The opening quote of the string that is closed at `at`: the nearest one before it that no backslash escapes. */
function startOfString(bytes, at) {
    let p = at;
    for (;;) {
        p = bytes.lastIndexOf(json_tokens/* quote */.hD, p - 1);
        let before = p - 1;
        while (bytes[before] === json_tokens/* backslash */.R3)
            before--;
        if ((p - before) % 2 === 1)
            return p;
    }
}

;// CONCATENATED MODULE: ./build/dataset/mending-patch.js

/**
 * A merge patch, as one line of YAML for each top-level member, that gives all these members one value. Undefined when the
 * paths spell one member in two ways: a patch would then put the other spelling into rows that lack it.
 */
function patchOfPaths(paths, value) {
    const prefixes = new Map();
    let patch = {};
    for (const path of paths) {
        for (let length = 1; length < path.length; length++) {
            const spelling = JSON.stringify(path.slice(0, length));
            const plain = spelling.replaceAll('_', '').toLowerCase();
            if ((prefixes.get(plain) ?? spelling) !== spelling)
                return undefined;
            prefixes.set(plain, spelling);
        }
        patch = withMember(patch, path, value);
    }
    return Object.entries(patch)
        .map(([name, member]) => `${name}: ${flowText(member)}`)
        .join('\n');
}
/** The same patch for these models alone. */
function patchOfModels(models, patch) {
    const indented = patch.replace(/^/gm, '    ');
    return ['models:', ...models.map((model) => `  ${model}:\n${indented}`)].join('\n');
}
function withMember(patch, [name = '', ...rest], value) {
    const inner = rest.length === 0 ? value : withMember((patch[name] ?? {}), rest, value);
    return { ...patch, [name]: inner };
}
function flowText(value) {
    if (typeof value !== 'object' || value === null)
        return typeof value === 'string' ? value : (0,edit_json/* jsonText */.s$)(value);
    return `{ ${Object.entries(value)
        .map(([name, member]) => `${name}: ${flowText(member)}`)
        .join(', ')} }`;
}

;// CONCATENATED MODULE: ./build/dataset/hazards.js






const configHazards = [
    [samplingHazard, ['temperature', 'topP', 'top_p', 'topK', 'top_k']],
    [penaltyHazard, ['presencePenalty', 'presence_penalty', 'frequencyPenalty', 'frequency_penalty']],
    [candidateHazard, ['candidateCount', 'candidate_count']],
];
const modelRole = Buffer.from('"model"');
/** The n that only null begins with. */
const hazards_letterN = 0x6e;
const thinkingNames = ['thinkingConfig', 'thinking_config'];
const levelNames = ['thinkingLevel', 'thinking_level'];
const budgetNames = ['thinkingBudget', 'thinking_budget'];
/**
 * Counts the replay hazards of the rows of one variant, for the models that get them, among all models of the run. Null is as
 * good as absent.
 */
class HazardCounter {
    #allModels;
    #tallies;
    #thinking = new json_members/* MemberTable */.$x();
    #row = 0;
    constructor(models, allModels = models) {
        this.#allModels = allModels;
        const all = [...configHazards.map(([hazard]) => hazard), levelHazard, bothThinkingHazard, minimalHazard];
        this.#tallies = [...all, modelTurnHazard, tierHazard]
            .map((hazard) => ({ hazard, models: models.filter(hazard.isOf) }))
            .filter((tally) => tally.models.length > 0)
            .map((tally) => ({ ...tally, paths: new Set(), count: 0, firstRow: -1, lastRow: -1 }));
    }
    /** Takes in a request as it will be sent. `row` numbers the row. */
    add(sent, row) {
        this.#row = row;
        const tier = sent.find(['serviceTier', 'service_tier']);
        if (tier >= 0 && sent.isSet(tier))
            this.#note(tierHazard, sent.name(tier));
        const config = sent.config();
        if (config)
            this.#addConfig(config, sent);
        if (this.#tallyOf(modelTurnHazard) && endsWithModel(sent))
            this.#note(modelTurnHazard, 'contents');
    }
    /** The hazards met. */
    hazards() {
        return this.#tallies
            .filter((tally) => tally.count > 0)
            .map(({ hazard, models, paths, count, firstRow }) => {
            const found = [...paths].map((path) => path.split('.'));
            const names = [...new Set(found.map((path) => path.at(-1)))];
            const subject = hazard === modelTurnHazard ? 'the last turn' : names.join(', ');
            const verb = names.length > 1 ? hazard.message.replace(/^is /, 'are ') : hazard.message;
            const patch = hazard === modelTurnHazard ? undefined : this.#patch(models, patchOfPaths(found, hazard.mend));
            return { id: hazard.id, models, count, firstRow, message: `${subject} ${verb}`, patch };
        });
    }
    /** A patch for all models would take from the others what they can use. */
    #patch(models, patch) {
        const isOfAll = this.#allModels.every((model) => models.includes(model));
        return patch === undefined || isOfAll ? patch : patchOfModels(models, patch);
    }
    #addConfig(config, sent) {
        const name = configNames.find((spelling) => sent.find([spelling]) >= 0) ?? '';
        for (const [hazard, members] of configHazards) {
            if (this.#tallyOf(hazard) === undefined)
                continue;
            for (const member of members)
                if (findSet(config, [member]) >= 0)
                    this.#note(hazard, `${name}.${member}`);
        }
        const index = findSet(config, thinkingNames);
        if (index < 0)
            return;
        const thinking = this.#thinking;
        const value = config.value(index);
        if (value[0] !== json_tokens/* openObject */.MA)
            return;
        sent.scanner.scanObject(value, 0, value.length, thinking);
        const level = findSet(thinking, levelNames);
        if (level < 0)
            return;
        const path = `${name}.${config.name(index)}`;
        this.#note(levelHazard, `${path}.${thinking.name(level)}`);
        if (String(thinking.parse(level)).toLowerCase() === 'minimal') {
            this.#note(minimalHazard, `${path}.${thinking.name(level)}`);
        }
        const budget = findSet(thinking, budgetNames);
        if (budget >= 0)
            this.#note(bothThinkingHazard, `${path}.${thinking.name(budget)}`);
    }
    #tallyOf(hazard) {
        return this.#tallies.find((tally) => tally.hazard === hazard);
    }
    #note(hazard, path) {
        const tally = this.#tallyOf(hazard);
        if (tally === undefined)
            return;
        tally.paths.add(path);
        if (tally.lastRow === this.#row)
            return;
        if (tally.count++ === 0)
            tally.firstRow = this.#row;
        tally.lastRow = this.#row;
    }
}
function findSet(table, names) {
    for (const name of names) {
        const index = table.find(name);
        if (index >= 0 && table.bytes[table.valueStart[index]] !== hazards_letterN)
            return index;
    }
    return -1;
}
function endsWithModel(sent) {
    const index = sent.find(['contents']);
    const value = index < 0 ? undefined : sent.value(index);
    if (value?.[0] !== json_tokens/* openArray */.Kt)
        return false;
    // Most rows are one turn by the user: searching for the word costs less than walking over the turn.
    const buffer = value instanceof Buffer ? value : Buffer.from(value.buffer, value.byteOffset, value.length);
    if (!buffer.includes(modelRole))
        return false;
    const at = findInLastElement(value, 0, value.length, 'role');
    return at >= 0 && modelRole.equals(value.subarray(at, at + modelRole.length));
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
/** Byte spans of rows in a file, 12 bytes each. */
class Spans {
    #offset = new Float64Array(rows_initialRows);
    #length = new Uint32Array(rows_initialRows);
    #count = 0;
    add(offset, length) {
        if (this.#count === this.#offset.length) {
            this.#offset = copyInto(new Float64Array(this.#count * 2), this.#offset);
            this.#length = copyInto(new Uint32Array(this.#count * 2), this.#length);
        }
        this.#offset[this.#count] = offset;
        this.#length[this.#count++] = length;
    }
    get(row) {
        return { offset: this.#offset[row] ?? 0, length: this.#length[row] ?? 0 };
    }
}
function copyInto(target, source) {
    target.set(source);
    return target;
}

;// CONCATENATED MODULE: ./build/dataset/request-file.js





/** Changes with the way requests are cut, so that a request file of another making is never taken for this one's. */
const formatVersion = 'requests-2';
const lineStart = Buffer.from('{"key":');
const lineMiddle = Buffer.from(',"request":');
const lineEnd = Buffer.from('}\n');
/** One variant's request file while it is written. */
class RequestFile {
    #plan;
    #repeat;
    #writer;
    #scanner;
    #sent;
    #lines = new Spans();
    hazards;
    #digest;
    #rowsWithSchema = 0;
    constructor(plan, { repeat, hazards }, writer, scanner) {
        this.#plan = plan;
        this.#repeat = repeat;
        this.#writer = writer;
        this.#scanner = scanner;
        this.#sent = new SentRequest(scanner);
        this.hazards = hazards;
        this.#digest = (0,external_node_crypto_.createHash)('sha256').update(`${formatVersion}/${repeat}/${hashOfEdit(plan.edit)}`);
    }
    /** Puts the edit into the row just scanned. */
    prepare(row) {
        (0,edit/* applyEdit */.HU)(this.#plan.edit, this.#scanner, this.#sent);
        this.hazards.add(this.#sent, row);
        return this.#sent;
    }
    /** Writes the row's lines, one per repeat; there is something to wait for only when the buffer is full. */
    write(key, digest) {
        this.#digest.update(digest).update(JSON.stringify(key));
        const start = this.#writer.bytesWritten;
        const pieces = [];
        let firstLine = 0;
        for (let round = 1; round <= this.#repeat; round++) {
            const roundKey = this.#repeat === 1 ? key : `${key}#${round}`;
            pieces.push(lineStart, Buffer.from(JSON.stringify(roundKey)), lineMiddle, ...this.#sent.pieces, lineEnd);
            if (round === 1)
                firstLine = pieces.reduce((bytes, piece) => bytes + piece.length, 0);
        }
        const writing = this.#writer.write(pieces);
        this.#lines.add(start, firstLine);
        if (this.#sent.asksForSchema())
            this.#rowsWithSchema++;
        return writing;
    }
    /** Ends the file and says what is in it. */
    async finish() {
        await this.#writer.flush();
        return {
            requestsDigest: this.#digest.digest('hex'),
            requestBytes: this.#writer.bytesWritten,
            lines: this.#lines,
            rowsWithSchema: this.#rowsWithSchema,
        };
    }
}

// EXTERNAL MODULE: ./build/dataset/row-fields.js
var row_fields = __webpack_require__(37193);
;// CONCATENATED MODULE: ./build/dataset/row-shape.js


const maxUnknownFields = 100;
const interactionsMembers = [
    'interaction',
    'interactions',
    'input',
    'previous_interaction_id',
    'previousInteractionId',
];
const interactionsRow = 'looks like a log of the Interactions API; a batch takes generateContent requests, with "contents", only';
const contentsNames = ['contents'];
const instructionNames = ['systemInstruction', 'system_instruction'];
const cacheNames = ['cachedContent', 'cached_content'];
const besideCache = [...instructionNames, 'tools', 'toolConfig', 'tool_config'];
/**
 * What keeps a row of valid JSON from holding a request, whatever is done to the request, or undefined. The service reads
 * the whole file when a job is created and refuses all of it for one row of a wrong shape, so such rows are found here.
 */
function checkRow({ isObject, row, requestIsObject }) {
    if (!isObject)
        return 'the row is not a JSON object';
    const index = row.find('request');
    if (index < 0) {
        if (interactionsMembers.some((name) => row.find(name) >= 0))
            return interactionsRow;
        return 'has no member "request"; rows are {"request": …} as exported, or {"key": …, "request": …}';
    }
    for (const name of ['request', 'key']) {
        if (row.findFrom(name, 0) !== row.find(name))
            return `has two members "${name}"; which one is meant?`;
    }
    return requestIsObject ? undefined : '"request" is not an object';
}
/** Checks requests as they will be sent, row after row, and remembers the fields that it does not know. */
class RequestChecker {
    #request = new row_fields/* FieldList */.d$(row_fields/* requestFields */.hH);
    #config = new row_fields/* FieldList */.d$(row_fields/* configFields */.e5);
    #unknown = new Map();
    #row = 0;
    /** What keeps the request from being sent, or undefined. `row` numbers the row; variants of one row come one by one. */
    check(sent, row) {
        this.#row = row;
        return this.#checkContents(sent) ?? this.#checkFields(sent);
    }
    /** The fields met that the service is not known to have, in the order met; at most 100 different ones. */
    unknownFields() {
        return [...this.#unknown.values()].map(({ field, count, firstRow }) => ({ field, count, firstRow }));
    }
    #checkContents(sent) {
        const index = sent.find(contentsNames);
        if (index < 0)
            return sent.find(interactionsMembers) < 0 ? 'the request has no "contents"' : interactionsRow;
        const value = sent.value(index);
        if (value[0] !== json_tokens/* openArray */.Kt)
            return '"contents" is not a list';
        return value[(0,json_tokens/* skipSpace */.AN)(value, 1, value.length)] === json_tokens/* closeArray */._w ? '"contents" is empty' : undefined;
    }
    #checkFields(sent) {
        const inTwo = this.#request.check(sent, this.#noteField);
        if (inTwo)
            return `has both "${inTwo.camel}" and "${inTwo.snake}"; which one is meant?`;
        for (const name of this.#request.has('systemInstruction') ? instructionNames : []) {
            const index = sent.find([name]);
            if (index >= 0 && sent.value(index)[0] !== json_tokens/* openObject */.MA && sent.isSet(index)) {
                return `"${name}" is not an object with "parts"`;
            }
        }
        const beside = this.#request.has('cachedContent') ? findBesideCache(sent) : undefined;
        if (beside)
            return `"cachedContent" may not stand beside "${beside}"; the cache holds its own`;
        const config = sent.config();
        const inTwoInside = config && this.#config.check(config, this.#noteConfigField);
        if (inTwoInside) {
            return `has both "${inTwoInside.camel}" and "${inTwoInside.snake}" in its generationConfig; which one is meant?`;
        }
        return undefined;
    }
    #noteField = (name) => this.#note(name);
    #noteConfigField = (name) => this.#note(`generationConfig.${name}`);
    #note(field) {
        const known = this.#unknown.get(field);
        if (known === undefined) {
            if (this.#unknown.size === maxUnknownFields)
                return;
            this.#unknown.set(field, { field, count: 1, firstRow: this.#row, lastRow: this.#row });
        }
        else if (known.lastRow !== this.#row) {
            known.count++;
            known.lastRow = this.#row;
        }
    }
}
function findBesideCache(sent) {
    const isSet = (names) => {
        const index = sent.find(names);
        return index >= 0 && sent.isSet(index);
    };
    return isSet(cacheNames) ? besideCache.find((name) => isSet([name])) : undefined;
}

;// CONCATENATED MODULE: ./build/dataset/pass.js











/** One reading of all sources from start to end. */
class Pass {
    #sources;
    #options;
    #choice;
    #scanner = new RowScanner();
    #rows = new RowTable();
    #labels = new LabelTable();
    #checker = new RequestChecker();
    #fingerprint = (0,external_node_crypto_.createHash)('sha256');
    #faults = [];
    #files = [];
    #faultCount = 0;
    #totalRows = 0;
    #rowsWithExpected = 0;
    #rowsWithLogged = 0;
    constructor(sources, options, choice) {
        this.#sources = sources;
        this.#options = options;
        this.#choice = choice;
    }
    async run() {
        if (!('chosen' in this.#choice))
            this.#choice.keys.begin(this.#rows);
        this.#files = await Promise.all(this.#options.variants.map((plan) => this.#openFile(plan)));
        for (let index = 0; index < this.#sources.length; index++)
            await this.#readSource(index);
        if (this.#faultCount > 0)
            throw new errors/* DatasetError */.zm(this.#faults, this.#faultCount);
        const sources = this.#sources.map((source) => source.display);
        if (this.#rows.size === 0)
            throw new errors/* InputError */.dz([{ input: 'dataset', message: `holds no row (${sources.join(', ')})` }]);
        const variants = await Promise.all(this.#files.map((file) => file.finish()));
        return {
            rows: this.#rows,
            sources,
            fingerprint: `sha256:${this.#fingerprint.digest('hex')}`,
            variants,
            labels: this.#labels,
            totalRows: this.#totalRows,
            rowsWithExpected: this.#rowsWithExpected,
            rowsWithLogged: this.#rowsWithLogged,
            rowsWithSchema: Math.min(...variants.map(({ rowsWithSchema }) => rowsWithSchema)),
            repeatedKeyRows: 'chosen' in this.#choice ? 0 : this.#choice.keys.repeatedRows,
            unknownFields: this.#checker.unknownFields(),
            hazards: this.#files.flatMap((file) => file.hazards.hazards()),
        };
    }
    async #openFile(plan) {
        const sink = this.#choice.isWriting ? await plan.openSink() : { write: async () => undefined };
        const allModels = this.#options.variants.flatMap(({ models }) => models);
        const hazards = new HazardCounter(plan.models, allModels);
        return new RequestFile(plan, { repeat: this.#options.repeat, hazards }, new RequestWriter(sink), this.#scanner);
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
            this.#refuse(index, error.lineNumber, error.message.replace(/^line \d+ /, ''));
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
                : checkRow(this.#scanner);
            if (message !== undefined)
                this.#refuse(source, line, message);
            else
                await this.#readRow({ source, line, offset: batch.fileOffset + start, length: end - start });
        }
    }
    #refuse(source, line, message) {
        const file = this.#sources[source]?.display ?? '';
        if (this.#faultCount++ < errors/* maxListedFaults */.bd)
            this.#faults.push({ file, line, message });
    }
    /** Returns a promise only when a buffer is full: one for each row would cost more than the row. */
    #readRow(place) {
        const ordinal = this.#totalRows++;
        if ('chosen' in this.#choice && this.#choice.chosen[ordinal] !== 1)
            return undefined;
        const label = readLabel(this.#scanner.row);
        const problem = 'problem' in label ? label.problem : this.#prepareRequests();
        if (problem !== undefined || 'problem' in label) {
            this.#refuse(place.source, place.line, problem ?? '');
            return undefined;
        }
        if (this.#faultCount > 0)
            return undefined;
        const digest = (0,external_node_crypto_.hash)('sha256', this.#scanner.row.value(this.#scanner.row.find('request')), 'buffer');
        const key = this.#keyOf(ordinal, digest);
        this.#fingerprint.update(digest);
        this.#labels.set(this.#rows.size, label);
        if (label.hasExpected)
            this.#rowsWithExpected++;
        if (hasObject(this.#scanner.row, 'response'))
            this.#rowsWithLogged++;
        this.#rows.add(key, place);
        const pending = this.#files.map((file) => file.write(key, digest)).filter((writing) => writing !== undefined);
        return pending.length === 0 ? undefined : Promise.all(pending);
    }
    /** Makes the row's requests ready to be written, or says why the service would refuse one of them. */
    #prepareRequests() {
        for (const file of this.#files) {
            const problem = this.#checker.check(file.prepare(this.#rows.size), this.#rows.size);
            if (problem !== undefined)
                return problem;
        }
        return undefined;
    }
    #keyOf(ordinal, digest) {
        if ('chosen' in this.#choice)
            return this.#choice.keys.key(ordinal);
        return this.#choice.keys.assign(ownKey(this.#scanner), digest.toString('hex', 0, 8));
    }
}
function hasObject(members, name) {
    const index = members.find(name);
    return index >= 0 && members.bytes[members.valueStart[index]] === json_tokens/* openObject */.MA;
}
function ownKey(scanner) {
    const index = scanner.row.find('key');
    if (index < 0)
        return undefined;
    const key = scanner.row.parse(index);
    return typeof key === 'string' && key !== '' ? key : undefined;
}

;// CONCATENATED MODULE: ./build/dataset/sample.js

/**
 * Which rows a sample of `size` holds: those whose keys have the smallest hashes. The draw is the same every time, and rows
 * that are added or removed only displace each other: the rest of the sample stays.
 */
function chooseSample(keys, size) {
    const ranks = Array.from({ length: keys.size }, (_, row) => ({ row, rank: (0,external_node_crypto_.hash)('sha256', keys.key(row)) }));
    ranks.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.row - b.row));
    const chosen = new Uint8Array(keys.size);
    for (const { row } of ranks.slice(0, size))
        chosen[row] = 1;
    return chosen;
}

;// CONCATENATED MODULE: ./build/dataset/prepare.js



/**
 * Streams the rows of all sources into request lines `{key, request}`: the row's bytes with `request.model` left out, the edit
 * put in, and nothing else changed. A second pass is needed when own keys turn out not to be unique, and for a sample. Throws
 * one DatasetError for all rows that cannot be sent, InputError when there is no row.
 */
async function prepareRequests(sources, options) {
    const keys = new KeyAssigner();
    for (;;) {
        const choice = { keys, isWriting: options.sample === undefined };
        const dataset = await new Pass(sources, options, choice).run();
        if (!keys.isSettled)
            continue;
        if (options.sample === undefined)
            return dataset;
        const chosen = chooseSample(dataset.rows, options.sample);
        return new Pass(sources, options, { keys: dataset.rows, chosen, isWriting: true }).run();
    }
}

// EXTERNAL MODULE: ./build/inputs/patch.js + 1 modules
var patch = __webpack_require__(44101);
;// CONCATENATED MODULE: ./build/steps/warn.js
/** Says what of the dataset may not mean what its author thinks: one warning for each kind, at its first row. */
function warnOfDataset(dataset, { log }) {
    const place = (row) => {
        const { source, line } = dataset.rows.place(row);
        return { file: dataset.sources[source] ?? '', line };
    };
    const at = (row) => `${place(row).file}:${place(row).line}`;
    if (dataset.repeatedKeyRows > 0) {
        log.warning(`${dataset.repeatedKeyRows} rows have a key that another row has too; they got keys made from their requests.`);
    }
    for (const { field, count, firstRow } of dataset.unknownFields) {
        log.warning(`${warn_countRows(count)} (first ${at(firstRow)}) a field that is not known: ${field}. The service refuses the whole file for one unknown field; if it does, remove the field with request-patch.`, place(firstRow));
    }
    for (const { models, count, firstRow, message, patch } of dataset.hazards) {
        const mend = patch === undefined ? '' : `\nThis request-patch would mend it:\n${patch}`;
        log.warning(`${message} (${models.join(', ')}; ${count} rows, first ${at(firstRow)}).${mend}`, place(firstRow));
    }
}
function warn_countRows(count) {
    return count === 1 ? '1 row has' : `${count} rows have`;
}

;// CONCATENATED MODULE: ./build/steps/prepare.js








/** The request file that a model reads. */
function fileOfModel(dataset, model) {
    const file = dataset.files.find(({ models }) => models.includes(model));
    if (file === undefined)
        throw new Error(`No requests were prepared for ${model}`);
    return file;
}
/**
 * Step 1: streams the dataset into request files, one for all models that get the same requests. Throws DatasetError or
 * InputError; nothing has been sent.
 */
async function prepare(inputs, world) {
    const groups = (0,patch/* groupModels */.Im)(inputs.models, inputs.requestPatch);
    await clearOutput(inputs, world, groups);
    const edits = groups.map(({ patch }) => (0,edit/* compileEdit */.CN)({ systemInstruction: inputs.systemInstruction?.text, patch }));
    const paths = groups.map((group) => world.files.join(world.outputDirectory, fileNameOf(group)));
    const sinks = new SinkSet(world);
    const variants = groups.map(({ models }, index) => ({
        models,
        edit: edits[index],
        openSink: () => sinks.open(paths[index] ?? ''),
    }));
    const sourcePaths = await Promise.all(inputs.dataset.map((source) => world.locateDataset(source)));
    const sources = inputs.dataset.map(({ display }, index) => ({
        display,
        chunks: () => world.files.readChunks(sourcePaths[index] ?? '', world.signal),
    }));
    try {
        const dataset = await prepareRequests(sources, { variants, repeat: inputs.repeat, sample: inputs.sample });
        await sinks.close();
        await joinLabels(inputs, world, dataset);
        refuseOversized(dataset);
        refuseUnscorable(inputs, dataset);
        warnOfDataset(dataset, world);
        const files = dataset.variants.map((variant, index) => ({
            ...variant,
            path: paths[index] ?? '',
            models: groups[index]?.models ?? [],
        }));
        const prompts = groups.map(({ models }, index) => reportPrompt(inputs, models, edits[index]));
        sayWhatWasPrepared(dataset, prompts, world);
        return { ...dataset, files, prompts, sourcePaths };
    }
    catch (error) {
        await sinks.abort();
        throw error;
    }
}
/** Files of ours that an earlier run may have left in the same directory, beside the requests. */
const ownFiles = ['rows.jsonl', 'report.json', 'report.md', 'run.json'];
/**
 * Takes an earlier run's files out of the way, so that nothing of it is published as this run's. Refuses an output directory
 * in which an input would be overwritten.
 */
async function clearOutput(inputs, world, groups) {
    const path = (...parts) => world.files.join(world.outputDirectory, ...parts);
    const results = inputs.models.map((model) => path('results', `${(0,inputs_models/* fileStemOfModel */.s1)(model)}.jsonl`));
    const ours = [...groups.map((group) => path(fileNameOf(group))), ...ownFiles.map((name) => path(name)), ...results];
    const read = [
        ...inputs.dataset.flatMap((source) => (source.kind === 'file' ? [source] : [])),
        ...(inputs.labels === undefined ? [] : [inputs.labels]),
    ];
    const clash = read.find((file) => ours.includes(file.path));
    if (clash !== undefined) {
        const message = `would overwrite ${clash.display}, which is an input; choose another directory`;
        throw new errors/* InputError */.dz([{ input: 'output-directory', received: world.outputDirectory, message }]);
    }
    try {
        await world.files.makeDirectory(path('results'));
        for (const file of ours)
            await world.files.remove(file);
    }
    catch (error) {
        const message = `cannot be used: ${error instanceof Error ? error.message : error}`;
        throw new errors/* InputError */.dz([{ input: 'output-directory', received: world.outputDirectory, message }]);
    }
}
function fileNameOf({ isShared, models }) {
    return isShared ? 'requests.jsonl' : `requests.${(0,inputs_models/* fileStemOfModel */.s1)(models[0] ?? '')}.jsonl`;
}
/** The files under way: a further pass begins each anew. */
class SinkSet {
    #world;
    #open = new Map();
    constructor(world) {
        this.#world = world;
    }
    async open(path) {
        await this.#open.get(path)?.abort();
        const sink = await this.#world.files.createSink(path);
        this.#open.set(path, sink);
        return sink;
    }
    async close() {
        for (const sink of this.#open.values())
            await sink.close();
        this.#open.clear();
    }
    async abort() {
        for (const sink of this.#open.values())
            await sink.abort();
        this.#open.clear();
    }
}
async function joinLabels({ labels }, { files, log }, dataset) {
    if (labels === undefined)
        return;
    const { unknown, unknownKeys, unlabelled } = await readLabels(labels.display, files.readChunks(labels.path), dataset.rows, dataset.labels);
    if (unknown > 0 && dataset.totalRows === dataset.rows.size) {
        const named = unknownKeys.join(', ') + (unknown > unknownKeys.length ? ', …' : '');
        log.warning(`${unknown} labels in ${labels.display} have a key that no row has: ${named}`);
    }
    if (unlabelled > 0)
        log.info(`${unlabelled} of ${dataset.rows.size} rows have no label in ${labels.display}`);
}
/** Largest input file of a batch job (Batch API guide and rate limits page, 2026). */
const maxRequestBytes = 2 * 1024 ** 3;
function refuseOversized({ variants }) {
    const largest = Math.max(...variants.map(({ requestBytes }) => requestBytes));
    if (largest <= maxRequestBytes)
        return;
    const message = `makes ${largest} bytes of requests, and a batch job takes ${maxRequestBytes}; use sample, or split the dataset`;
    throw new errors/* InputError */.dz([{ input: 'dataset', message }]);
}
const requirements = {
    expected: 'no row has a label "expected" to compare with; add labels, or give the scorer a value',
    logged: 'no row has a logged answer ("response") to compare with',
    schema: 'no request asks for JSON by a schema of its own; give is-json a schema, or set one with request-patch',
};
/** A check that cannot score any row would only show after everything was paid for. */
function refuseUnscorable({ scorers }, dataset) {
    const counts = {
        expected: dataset.rowsWithExpected + dataset.labels.expectedCount,
        logged: dataset.rowsWithLogged,
        schema: dataset.rowsWithSchema,
    };
    const problems = scorers.flatMap(({ label, requires }) => requires === undefined || counts[requires] > 0
        ? []
        : [{ input: 'scorers', message: `${label}: ${requirements[requires]}` }]);
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
}
function reportPrompt({ systemInstruction, requestPatch }, models, edit) {
    const isPatched = requestPatch.shared !== undefined || requestPatch.perModel.size > 0;
    return {
        models,
        systemInstruction: systemInstruction?.path ?? null,
        isPatched,
        hash: edit.isEmpty ? null : `sha256:${hashOfEdit(edit)}`,
        changes: describeEdit(edit),
    };
}
function sayWhatWasPrepared(dataset, prompts, { log }) {
    const drawn = dataset.totalRows > dataset.rows.size ? ` (a sample of ${dataset.totalRows})` : '';
    const bytes = dataset.variants.map(({ requestBytes }) => requestBytes).join(' + ');
    log.info(`${dataset.rows.size} rows${drawn} from ${dataset.sources.join(', ')}: ${bytes} bytes of requests`);
    for (const { models, changes } of prompts)
        if (changes.length > 0)
            log.info(`${models.join(', ')}: ${changes.join('; ')}`);
}

;// CONCATENATED MODULE: ./build/steps/material.js



/** Opens the files that hold what the scorers need for one model; call `close` at the end. */
function openMaterial(inputs, world, dataset, model, needs) {
    const open = new Map();
    const readerOf = (path) => {
        const reader = open.get(path) ?? world.files.openReader(path);
        open.set(path, reader);
        return reader;
    };
    const scanner = new RowScanner();
    const sent = fileOfModel(dataset, model);
    const parse = (path, { offset, length }) => JSON.parse(Buffer.from(readerOf(path).read(offset, length)).toString('utf8'));
    /** Scans the row as it stands in the dataset; its members can then be looked up one by one. */
    const scanRow = (row) => {
        const place = dataset.rows.place(row);
        const bytes = readerOf(dataset.sourcePaths[place.source] ?? '').read(place.offset, place.length);
        scanner.scan(bytes, 0, bytes.length);
        return scanner.row;
    };
    const member = (row, name) => {
        const members = scanRow(row);
        const index = members.find(name);
        return index < 0 ? undefined : members.parse(index);
    };
    const readExpected = (row) => {
        const place = dataset.labels.expectedPlace(row);
        if (place === undefined)
            return member(row, 'expected');
        return parse(inputs.labels?.path ?? '', place).expected;
    };
    return {
        read: (row) => ({
            tags: dataset.labels.tags(row),
            expected: needs.has('expected') ? readExpected(row) : undefined,
            request: needs.has('request')
                ? parse(sent.path, sent.lines.get(row)).request
                : undefined,
            logged: needs.has('logged') ? (0,answer/* readLoggedAnswer */.bT)(member(row, 'response')) : undefined,
        }),
        close: () => {
            for (const reader of open.values())
                reader.close();
        },
    };
}

;// CONCATENATED MODULE: ./build/steps/judge-requests.js






/** The judges that the scorers ask for, each model once. */
function judgesOf(inputs) {
    const judges = new Map();
    inputs.scorers
        .flatMap(({ rubric }) => rubric ?? [])
        .forEach((rubric, index) => {
        const model = rubric.model ?? inputs.models[0] ?? '';
        const judge = judges.get(model) ?? { model, rubrics: [], isDefault: false };
        judge.rubrics.push({ rubric, number: index + 1 });
        judge.isDefault ||= rubric.model === undefined;
        judges.set(model, judge);
    });
    return [...judges.values()];
}
/**
 * Writes what each judge is asked, a file per model: so that a re-run in which one model's answers changed does not pay for
 * judging the others again. A judge with nothing to judge gets no file.
 */
async function createJudgeRequests(inputs, world, dataset, answers, judges) {
    const files = [];
    for (const judge of judges) {
        for (const { model, path } of answers) {
            if (path === undefined)
                continue;
            const file = await writeRequests(inputs, world, dataset, { judge, model, results: path });
            if (file.requests > 0)
                files.push(file);
        }
    }
    return files;
}
async function writeRequests(inputs, world, dataset, { judge, model, results }) {
    const stem = `${(0,inputs_models/* fileStemOfModel */.s1)(judge.model)}.${(0,inputs_models/* fileStemOfModel */.s1)(model)}`;
    const path = world.files.join(world.outputDirectory, 'judge', `${stem}.requests.jsonl`);
    const sink = await world.files.createSink(path);
    const writer = new RequestWriter(sink);
    const digest = (0,external_node_crypto_.createHash)('sha256');
    const slots = { rows: dataset.rows, repeat: inputs.repeat };
    const material = openMaterial(inputs, world, dataset, model, new Set(['request']));
    const lines = [];
    let requests = 0;
    await joinReplies([world.files.readChunks(results)], slots, {
        onReply: (slot, reply) => {
            if (reply.kind === 'error')
                return undefined;
            const { request } = material.read(Math.floor(slot / inputs.repeat));
            for (const { rubric, number } of judge.rubrics) {
                const asked = (0,scoring_judge/* judgeRequest */.L7)(rubric, { request, answer: reply.answer });
                if (asked === undefined)
                    continue;
                const key = `${(0,inputs_models/* fileStemOfModel */.s1)(model)}/${keyOfSlot(slots, slot)}/${number}`;
                lines.push(Buffer.from(`${JSON.stringify({ key, request: asked })}\n`));
            }
            return undefined;
        },
        onBatch: async () => {
            for (const line of lines.splice(0)) {
                requests++;
                digest.update(line);
                await writer.write([line]);
            }
        },
    });
    material.close();
    await writer.flush();
    await sink.close();
    const requestsDigest = digest.digest('hex');
    return { path, requestBytes: writer.bytesWritten, requestsDigest, judge: judge.model, model, requests };
}

;// CONCATENATED MODULE: ./build/batch/download.js


/** Downloads what each job left. One that fails, is late, or whose file cannot be had takes nothing from the others. */
async function downloadResults(tools, submissions, jobs) {
    return Promise.all(submissions.map(async (submission) => {
        const { model } = submission.plan;
        if ('error' in submission) {
            return {
                model,
                job: undefined,
                isTakenOver: false,
                path: undefined,
                isGone: false,
                resultPath: submission.plan.resultPath,
                failure: { kind: 'error', message: `${model} has no job: ${submission.error.message}` },
            };
        }
        const job = findJob(jobs, submission);
        const isTakenOver = submission.isTakenOver || job.name !== submission.job.name;
        const file = await downloadFile(tools, job, submission.plan.resultPath);
        const failure = file.failure ?? failureOf(model, job);
        const isGone = submission.isTakenOver && (0,states/* hasResults */.pd)(job) && file.path === undefined && file.isGone;
        return { model, job, isTakenOver, path: file.path, failure, isGone, resultPath: submission.plan.resultPath };
    }));
}
/** The job as it was seen last, or the twin that was waited for in its stead. */
function findJob(jobs, { plan, job }) {
    const isSame = ({ name }) => name === job.name;
    const isTwin = ({ displayName }) => displayName === plan.displayName;
    return jobs.find(isSame) ?? jobs.find(isTwin) ?? job;
}
async function downloadFile(tools, job, path) {
    if (!(0,states/* hasEnded */.hY)(job) || job.resultFile === undefined)
        return { path: undefined, failure: undefined, isGone: (0,states/* hasResults */.pd)(job) };
    try {
        const { bytes } = await tools.gemini.downloadFile({ name: job.resultFile, path });
        tools.log.info(`${job.model}: downloaded ${bytes} bytes of results`);
        return { path, failure: undefined, isGone: false };
    }
    catch (error) {
        if (tools.signal.aborted)
            throw error;
        const message = error instanceof errors/* ServiceError */._7
            ? error.message
            : `Could not download ${job.resultFile}: ${error instanceof Error ? error.message : error}`;
        // 403 is what the service says of files that are no more.
        const isGone = error instanceof errors/* ServiceError */._7 && (error.status === 404 || error.status === 403);
        return {
            path: undefined,
            isGone,
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

// EXTERNAL MODULE: ./build/batch/find-jobs.js
var find_jobs = __webpack_require__(10649);
;// CONCATENATED MODULE: ./build/batch/watch.js



/** SUCCEEDED was seen before the result file was named: how many further looks it is given. */
const looksForResultFile = 10;
/** Refusals in a row (a revoked key, say) after which waiting on makes no sense. */
const maxRefusedLooks = 3;
const heartbeatMs = 10 * 60_000;
/** Keeps an eye on jobs: what they were like when seen last, and what is said about it. */
class Watch {
    #tools;
    #jobs;
    #onChange;
    #looksWithoutFile = new Map();
    /** How often a job was refused by name. */
    #refusals = new Map();
    /** The jobs that the present look has come by. */
    #listed = new Map();
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
        this.#listed.clear();
        const open = new Set(this.jobs.filter((job) => !this.#isSettled(job)).map((job) => job.name));
        for (let pageToken; open.size > 0;) {
            const page = await this.#tools.gemini.listJobs(pageToken === undefined ? {} : { pageToken });
            for (const job of page.jobs)
                if (open.delete(job.name))
                    this.#see(job);
            this.#followTwins(page.jobs);
            if (page.nextPageToken === undefined)
                break;
            pageToken = page.nextPageToken;
        }
        for (const name of open)
            this.#see(await this.#get(name));
    }
    /**
     * Another writer of the same job may have come to the end of its race later, and cancelled ours in favour of its own. A
     * younger job stands before ours in the list.
     */
    #followTwins(listed) {
        for (const job of listed)
            this.#listed.set(job.name, job);
        for (const lost of this.jobs.filter(({ state, displayName }) => state === 'CANCELLED' && displayName !== '')) {
            const twin = (0,find_jobs/* chooseTwin */.Q)([...this.#listed.values()].filter(({ displayName }) => displayName === lost.displayName));
            if (twin === undefined || this.#jobs.has(twin.name))
                continue;
            this.#jobs.delete(lost.name);
            this.#say(`${lost.model}: ${lost.name} was cancelled in favour of ${twin.name}, which is waited for instead`);
            this.#see(twin);
        }
    }
    /**
     * A list that was answered shows that the key is good: a job that is refused all the same, several times since a new one may
     * show late, will not be had later either.
     */
    async #get(name) {
        try {
            return await this.#tools.gemini.getJob(name);
        }
        catch (error) {
            if (!(error instanceof errors/* ServiceError */._7) || error.isTransient)
                throw error;
            const last = this.#jobs.get(name);
            const refusals = (this.#refusals.get(name) ?? 0) + 1;
            this.#refusals.set(name, refusals);
            if (last !== undefined && refusals < maxRefusedLooks)
                return last;
            const message = error.status === 404
                ? 'the service does not know this job; it was deleted, or belongs to another key'
                : `the service does not show this job: ${error.reason}`;
            return {
                displayName: '',
                model: '',
                ...last,
                name,
                state: 'FAILED',
                error: { code: error.status ?? 0, message },
            };
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

;// CONCATENATED MODULE: ./build/batch/wait.js


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

// EXTERNAL MODULE: ./build/batch/identity.js
var identity = __webpack_require__(47113);
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
    /** Creates of which nothing is known. */
    get lostCreates() {
        return this.#manifest.jobs.flatMap(({ displayName, name, createSince }) => name === null && createSince !== null ? [{ displayName, since: createSince }] : []);
    }
    get manifest() {
        return this.#manifest;
    }
    /** A job is about to be looked for or created. */
    plan(model, displayName) {
        const others = this.#manifest.jobs.filter((known) => known.displayName !== displayName);
        this.#setJobs([...others, { model, displayName, name: null, state: null, isOurs: false, createSince: null }]);
    }
    uploaded(file) {
        const expiresAt = Number.isNaN(file.expiresAt) ? null : new Date(file.expiresAt).toISOString();
        const others = this.#manifest.files.filter((known) => known.name !== file.name);
        this.#update({ files: [...others, { name: file.name, displayName: file.displayName, expiresAt }] });
    }
    /** A create is about to be sent: until its answer, a job may exist that nobody knows of. */
    creating(displayName, at) {
        this.#setSince(displayName, new Date(at).toISOString());
    }
    /** The create was refused: there is no job. */
    refused(displayName) {
        this.#setSince(displayName, null);
    }
    /** The job that a plan has come to. */
    obtained(displayName, job, isOurs) {
        const jobs = this.#manifest.jobs.map((known) => known.displayName === displayName
            ? { ...known, name: job.name, state: job.state, isOurs, createSince: null }
            : known);
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
    #setSince(displayName, createSince) {
        this.#setJobs(this.#manifest.jobs.map((known) => (known.displayName === displayName ? { ...known, createSince } : known)));
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
            creates: this.lostCreates,
            isShared: this.#manifest.isShared,
            isCancelled: this.#isCancelled,
            isFinished: this.#isFinished,
        };
    }
}

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
    /** Files that a job was refused for; they live on and bear the same display name. */
    #refused = new Set();
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
    /** Finds the file that an earlier attempt uploaded, so that it can be deleted; uploads nothing. */
    async recall() {
        if (this.#remote !== undefined)
            return;
        this.#remote = await this.#find(0);
        if (this.#remote !== undefined)
            this.#onUploaded({ ...this.#remote, displayName: this.#file.displayName });
    }
    /** Uploads again under the next type, after a job was refused for the present one. Throws when there is no other type. */
    async changeType(refusal) {
        if (this.#remote !== undefined)
            this.#refused.add(this.#remote.name);
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
                if (!isRefusedType(error))
                    throw error;
                // A reply without a file may also be the late answer to an upload that went well.
                const found = await this.#find();
                if (found !== undefined)
                    return found;
                if (this.#type + 1 >= upload_mimeTypes.length)
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
                const pauseMs = backOffMs(this.#tools, attempt, error.retryAfterMs);
                if (attempt >= maxAttempts || clock.now() + pauseMs >= this.#tools.deadline)
                    throw error;
                log.info(`${error.message}; uploading again`);
                await clock.sleep(pauseMs, signal);
            }
        }
    }
    /** A whole file of ours that will live long enough; a failing look-up only costs another upload. */
    async #find(lifeMs = neededLifeMs) {
        const { gemini, clock, log } = this.#tools;
        const { displayName, bytes } = this.#file;
        try {
            for (let pageToken;;) {
                const page = await gemini.listFiles(pageToken === undefined ? {} : { pageToken });
                const found = page.files.find((file) => file.displayName === displayName &&
                    file.sizeBytes === bytes &&
                    file.isActive &&
                    !this.#refused.has(file.name) &&
                    !(file.expiresAt < clock.now() + lifeMs));
                if (found !== undefined)
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

;// CONCATENATED MODULE: ./build/batch/create-job.js




/** Looks before a create whose predecessor's answer was lost: the list may lag behind. */
const looksAfterLostAnswer = 3;
const maxCreates = 3;
/** A job that is being bought, over as many tries as its quota takes. */
class Purchase {
    plan;
    #tools;
    #options;
    #lostAnswers = 0;
    constructor(tools, plan, options) {
        this.#tools = tools;
        this.#options = options;
        this.plan = plan;
    }
    /** Creates the job, or finds the one whose create was not answered. A refusal for want of quota (429) may be tried again later. */
    async create() {
        const { gemini } = this.#tools;
        const { model, displayName, upload } = this.plan;
        let file = await upload.ensure();
        if (this.#lostAnswers > 0) {
            const found = await this.#find();
            if (found !== undefined)
                return found;
        }
        for (;;) {
            try {
                this.#options.onCreating(displayName);
                return await gemini.createJob({ model, fileName: file.name, displayName });
            }
            catch (error) {
                if (!(error instanceof errors/* ServiceError */._7))
                    throw error;
                if (!error.isAmbiguous)
                    this.#options.onRefused(displayName);
                if (isRefusedType(error))
                    file = await upload.changeType(error);
                else if (error.isAmbiguous) {
                    this.#lostAnswers++;
                    const found = await this.#findLost();
                    if (found !== undefined)
                        return found;
                    if (this.#lostAnswers >= maxCreates)
                        throw error;
                }
                else
                    throw error;
            }
        }
    }
    async #find() {
        const found = await (0,find_jobs/* findJobs */.k)(this.#tools.gemini, new Set([this.plan.displayName]));
        return (0,find_jobs/* chooseTwin */.Q)(found.filter((job) => this.#options.excluded?.has(job.name) !== true));
    }
    /** After a create without an answer the job may exist: looks for it several times before anything is bought again. */
    async #findLost() {
        const { clock, deadline, log, signal } = this.#tools;
        log.info(`${this.plan.model}: no answer to the create; looking whether the job exists`);
        for (let look = 1, failed = 0; look <= looksAfterLostAnswer;) {
            await clock.sleep(backOffMs(this.#tools, look + failed), signal);
            try {
                const found = await this.#find();
                if (found !== undefined)
                    return found;
                look++;
            }
            catch (error) {
                // Without a look nothing is known, and nothing may be bought.
                if (!(error instanceof errors/* ServiceError */._7) || !error.isTransient || clock.now() >= deadline)
                    throw error;
                failed++;
                log.info(`${error.message}; looking again later`);
            }
        }
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/batch/settle-races.js



/**
 * Two writers can create the same job at once and nothing can lock: of live jobs of one display name the smallest name stays,
 * and the others are cancelled. Where other runs may hold the same job, only what this run created is cancelled, and it makes
 * way for an older one: that one's writer may have settled before ours came, and nobody else would cancel either.
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
        const twins = [...live.filter((job) => job.name !== submission.job.name), submission.job].filter(states/* isTwin */.tr);
        const kept = (options.ownsDisplayNames ? (0,find_jobs/* chooseTwin */.Q)(twins) : chooseOldest(twins)) ?? submission.job;
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
function chooseOldest(jobs) {
    const ageOf = ({ createTime }) => Date.parse(createTime ?? '') || 0;
    return [...jobs].sort((a, b) => ageOf(a) - ageOf(b) || (a.name < b.name ? -1 : 1))[0];
}

;// CONCATENATED MODULE: ./build/batch/submit.js





/**
 * Has one job for each plan, taking over what exists and creating the rest one by one. A model whose job is refused, or for
 * which there is no quota now, is reported and does not keep the others from running.
 */
async function submitJobs(tools, plans, options) {
    const names = new Set(plans.map((plan) => plan.displayName));
    const found = options.mayTakeOver ? await (0,find_jobs/* findJobs */.k)(tools.gemini, names) : [];
    const existing = found.filter((job) => options.excluded?.has(job.name) !== true);
    const submissions = new Map();
    for (const plan of plans) {
        const twin = (0,find_jobs/* chooseTwin */.Q)(existing.filter((job) => job.displayName === plan.displayName));
        if (twin === undefined)
            continue;
        tools.log.info(`${plan.model}: takes over ${twin.name} (${twin.state}) instead of buying it again`);
        options.onObtained(plan.displayName, twin, true);
        submissions.set(plan, { plan, job: twin, isTakenOver: true });
    }
    const missing = plans.filter((plan) => !submissions.has(plan));
    for (const submission of await buyJobs(tools, missing, options))
        submissions.set(submission.plan, submission);
    const all = plans.flatMap((plan) => submissions.get(plan) ?? []);
    const hasCreated = all.some((submission) => 'job' in submission && !submission.isTakenOver);
    return hasCreated ? settleRaces(tools, all, options) : all;
}
/** Goes round those that still wait for quota: it is counted by model, so one that has none must not hold up the others. */
async function buyJobs(tools, plans, options) {
    const submissions = [];
    let waiting = plans.map((plan) => new Purchase(tools, plan, options));
    for (let round = 1; waiting.length > 0; round++) {
        const later = [];
        let longestPauseMs = 0;
        for (const purchase of waiting) {
            const submission = await buy(tools, purchase, options);
            const pauseMs = 'error' in submission ? quotaPauseMs(tools, submission.error, round) : undefined;
            if (pauseMs === undefined)
                submissions.push(submission);
            else {
                later.push(purchase);
                longestPauseMs = Math.max(longestPauseMs, pauseMs);
            }
        }
        waiting = later;
        if (waiting.length > 0)
            await tools.clock.sleep(longestPauseMs, tools.signal);
    }
    return submissions;
}
async function buy(tools, purchase, options) {
    const { plan } = purchase;
    try {
        const job = await purchase.create();
        options.onObtained(plan.displayName, job, false);
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
/** 429 comes far below the quota too, and names no delay: the pause before the next try, unless that is past the deadline. */
function quotaPauseMs(tools, error, round) {
    if (error.status !== 429)
        return undefined;
    const pauseMs = error.retryAfterMs ?? (round === 1 ? backOffMs(tools, 3) : tools.longestPauseMs);
    if (tools.clock.now() + pauseMs >= tools.deadline)
        return undefined;
    tools.log.info(`The service takes no further job now; next try in ${Math.ceil(pauseMs / 1000)} s`);
    return pauseMs;
}

;// CONCATENATED MODULE: ./build/steps/submit.js




/** Who may share a job: a workflow run, every run, or nobody. */
function scopeOf(inputs, { context, uniqueId }) {
    if (inputs.reuse === 'always')
        return 'always';
    // Outside a workflow there is no run to share jobs within.
    const run = `${context.repository}/${context.runId || uniqueId}`;
    return inputs.reuse === 'run' ? run : `${run}/${context.attempt}/${uniqueId}`;
}
/** The ledger of this run: run.json and the post step's state follow every change. */
function openLedger(inputs, world, files) {
    const { context, files: disk, runner } = world;
    const path = disk.join(world.outputDirectory, 'run.json');
    const start = {
        name: inputs.name,
        repository: context.repository,
        runId: context.runId,
        attempt: context.attempt,
        sha: context.sha,
        isShared: inputs.reuse === 'always',
        requestsDigest: files.map(({ requestsDigest }) => requestsDigest).join(','),
    };
    return new Ledger(start, (manifest, state) => {
        disk.writeTextNow(path, `${JSON.stringify(manifest, null, 2)}\n`);
        runner.saveState(state);
    });
}
/** Steps 2 and 3: one upload for all jobs that read the same file, and each job unless it exists. */
async function submit_submit(inputs, world, tools, ledger, stage, excluded) {
    const scope = scopeOf(inputs, world);
    const uploads = new Map();
    const uploadOf = (file) => {
        const { path, requestBytes: bytes, requestsDigest } = file;
        const displayName = (0,identity/* displayNameOfFile */.FI)({ name: inputs.name, requestsDigest, scope });
        const upload = uploads.get(file) ?? new Upload(tools, { path, bytes, displayName }, (remote) => ledger.uploaded(remote));
        uploads.set(file, upload);
        return upload;
    };
    const plans = stage.jobs.map(({ model, file, resultPath }) => {
        const { requestsDigest } = file;
        const displayName = (0,identity/* displayNameOfJob */.ok)({
            name: inputs.name,
            requestsDigest,
            scope,
            model,
            stage: stage.name,
            shard: 0,
        });
        ledger.plan(model, displayName);
        return { model, displayName, upload: uploadOf(file), resultPath };
    });
    // Within a workflow run, what an earlier attempt created is this run's too.
    const isOurs = (isTakenOver) => !isTakenOver || inputs.reuse === 'run';
    const submissions = await submitJobs(tools, plans, {
        mayTakeOver: inputs.reuse !== 'never',
        ownsDisplayNames: inputs.reuse !== 'always',
        excluded,
        onCreating: (displayName) => ledger.creating(displayName, world.clock.now()),
        onRefused: (displayName) => ledger.refused(displayName),
        onObtained: (displayName, job, isTakenOver) => ledger.obtained(displayName, job, isOurs(isTakenOver)),
    });
    for (const submission of submissions) {
        if (!('job' in submission))
            continue;
        ledger.obtained(submission.plan.displayName, submission.job, isOurs(submission.isTakenOver));
    }
    // Where every job was taken over nothing was uploaded, but an earlier attempt's upload may still be there to be deleted.
    for (const upload of uploads.values())
        await upload.recall();
    return submissions;
}

;// CONCATENATED MODULE: ./build/steps/obtain.js



/**
 * Steps 2 to 5 for one stage of the run: upload, submit, wait, download. A job that was taken over and whose results are gone
 * is no twin: it is bought again, once.
 */
async function obtainResults(inputs, world, tools, ledger, stage, onSubmitted = () => undefined) {
    const first = await runJobs(inputs, world, tools, ledger, stage, new Set(), onSubmitted);
    const gone = first.results.filter(({ isGone }) => isGone);
    if (gone.length === 0)
        return first;
    world.log.info(`The results of ${gone.map(({ job }) => job?.name).join(', ')} are gone; buying these jobs again`);
    const paths = new Set(gone.map(({ resultPath }) => resultPath));
    const jobs = stage.jobs.filter((job) => paths.has(job.resultPath));
    const excluded = new Set(gone.flatMap(({ job }) => job?.name ?? []));
    const second = await runJobs(inputs, world, tools, ledger, { ...stage, jobs }, excluded, onSubmitted);
    const results = first.results.map((result) => second.results.find(({ resultPath }) => resultPath === result.resultPath) ?? result);
    return { results, isTimedOut: first.isTimedOut || second.isTimedOut };
}
async function runJobs(inputs, world, tools, ledger, stage, excluded, onSubmitted) {
    const { log } = world;
    const submissions = await log.group(`Upload and submit: ${stage.name}`, () => submit_submit(inputs, world, tools, ledger, stage, excluded));
    onSubmitted(submissions);
    const created = submissions.flatMap((submission) => ('job' in submission ? [submission.job] : []));
    const waited = await log.group('Wait for the jobs', () => awaitJobs(tools, created, (job) => ledger.seen(job)));
    const results = await log.group('Download the results', () => downloadResults(tools, submissions, waited.jobs));
    return { results, isTimedOut: waited.isTimedOut };
}

;// CONCATENATED MODULE: ./build/scoring/verdicts.js
/** What judges said, by slot and rubric: the score in memory (8 bytes), the reason on disk. */
class VerdictTable {
    #rubrics;
    #score;
    #start;
    #length;
    constructor(slots, rubrics) {
        this.#rubrics = rubrics;
        this.#score = new Float64Array(slots * rubrics).fill(Number.NaN);
        this.#start = new Float64Array(slots * rubrics);
        this.#length = new Uint32Array(slots * rubrics);
    }
    has(slot, rubric) {
        return (this.#length[this.#index(slot, rubric)] ?? 0) > 0;
    }
    set(slot, rubric, score, reason) {
        const index = this.#index(slot, rubric);
        this.#score[index] = score ?? Number.NaN;
        this.#start[index] = reason.start;
        this.#length[index] = reason.length;
    }
    /** The verdict; `readReason` looks the reason up, which is kept as a JSON text. */
    finding(slot, rubric, readReason) {
        const index = this.#index(slot, rubric);
        const length = this.#length[index] ?? 0;
        if (length === 0)
            return { score: null, reason: 'the judge gave no verdict' };
        const score = this.#score[index] ?? Number.NaN;
        return { score: Number.isNaN(score) ? null : score, reason: readReason(this.#start[index] ?? 0, length) };
    }
    #index(slot, rubric) {
        return slot * this.#rubrics + rubric;
    }
}

;// CONCATENATED MODULE: ./build/steps/record-file.js
const drainBytes = 1024 * 1024;
/** Short texts in the order in which they come, on disk until they are looked up in another order. */
class RecordFile {
    #files;
    #path;
    #pieces = [];
    #pendingBytes = 0;
    #offset = 0;
    #sink;
    constructor(files, path) {
        this.#files = files;
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
    /** Writes what has gathered, when it has become much. */
    drain() {
        return this.#pendingBytes < drainBytes ? undefined : this.#flush();
    }
    /** Ends writing and opens the file for reading. */
    async finish() {
        await this.#flush();
        await this.#sink?.close();
        return this.#files.openReader(this.#path, { hold: true });
    }
    async remove() {
        await this.#files.remove(this.#path);
    }
    async #flush() {
        this.#sink ??= await this.#files.createSink(this.#path);
        const bytes = Buffer.concat(this.#pieces);
        this.#pieces = [];
        this.#pendingBytes = 0;
        await this.#sink.write(bytes);
    }
}

;// CONCATENATED MODULE: ./build/steps/verdicts.js







/** Verdicts by model, slot and rubric, with their reasons on disk. */
class Verdicts {
    #inputs;
    #world;
    #slots;
    #rubrics;
    #tables;
    #reasons;
    #counts = new Map();
    #reader;
    constructor(inputs, world, dataset) {
        this.#inputs = inputs;
        this.#world = world;
        this.#slots = { rows: dataset.rows, repeat: inputs.repeat };
        this.#rubrics = inputs.scorers.flatMap(({ rubric }) => rubric ?? []);
        const slots = dataset.rows.size * inputs.repeat;
        this.#tables = new Map(inputs.models.map((model) => [model, new VerdictTable(slots, this.#rubrics.length)]));
        this.#reasons = new RecordFile(world.files, world.files.join(world.outputDirectory, '.verdicts'));
    }
    /** Takes in one judge's results: joined by key, the first verdict for a key counts. */
    async read({ model: judge, path }) {
        if (path === undefined)
            return;
        const lines = new LineSplitter();
        const take = (batch) => {
            const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
            for (let index = 0; index < batch.count; index++) {
                this.#takeLine(bytes.toString('utf8', batch.starts[index], batch.ends[index]), judge);
            }
        };
        for await (const chunk of this.#world.files.readChunks(path)) {
            for (const batch of lines.push(chunk))
                take(batch);
            await this.#reasons.drain();
        }
        for (const batch of lines.finish())
            take(batch);
    }
    /** What a judge has said so far. */
    counts(judge) {
        const known = this.#counts.get(judge) ?? {
            verdicts: 0,
            errors: 0,
            tokens: { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 },
        };
        this.#counts.set(judge, known);
        return known;
    }
    verdict(model, slot, rubric) {
        const reader = this.#reader;
        const readReason = (start, length) => JSON.parse(Buffer.from(reader?.read(start, length) ?? []).toString('utf8'));
        return (this.#tables.get(model)?.finding(slot, this.#rubrics.indexOf(rubric), readReason) ?? {
            score: null,
            reason: 'there is no verdict',
        });
    }
    async finish() {
        this.#reader = await this.#reasons.finish();
    }
    async close() {
        this.#reader?.close();
        await this.#reasons.remove();
    }
    #takeLine(text, judge) {
        const place = this.#parse(text);
        if (place === undefined || place.table.has(place.slot, place.rubric))
            return;
        const reply = (0,answer/* readReply */.Xw)(place.line);
        const counts = this.counts(judge);
        for (const kind of Object.keys(counts.tokens))
            counts.tokens[kind] += reply.tokens[kind];
        const { score, reason } = (0,scoring_judge/* readVerdict */.wk)(reply);
        if (score === null)
            counts.errors++;
        else
            counts.verdicts++;
        place.table.set(place.slot, place.rubric, score, this.#reasons.append(JSON.stringify(reason)));
    }
    /** A judge's key is `<model>/<uploaded key>/<number of the rubric>`. */
    #parse(text) {
        let line;
        try {
            line = JSON.parse(text);
        }
        catch {
            return undefined;
        }
        const key = typeof line?.key === 'string' ? line.key : '';
        const first = key.indexOf('/');
        const last = key.lastIndexOf('/');
        const model = this.#inputs.models.find((candidate) => (0,inputs_models/* fileStemOfModel */.s1)(candidate) === key.slice(0, first));
        const table = this.#tables.get(model ?? '');
        const slot = slotOfKey(this.#slots, key.slice(first + 1, last));
        const rubric = Number(key.slice(last + 1)) - 1;
        if (table === undefined || slot === undefined || !(rubric >= 0 && rubric < this.#rubrics.length))
            return undefined;
        return { line, table, slot, rubric };
    }
}

;// CONCATENATED MODULE: ./build/steps/judge.js





/**
 * Step 5b: has every answer judged by the rubrics among the scorers, in further batch jobs: one for each judge model. Without
 * rubrics nothing happens. A judge that fails leaves its checks without a score; the answers keep their other scores. After a
 * time-out nothing is bought: what is judged then would have to be judged again with the rest.
 */
async function judgeAnswers(inputs, world, tools, ledger, dataset, answers) {
    const judges = judgesOf(inputs);
    if (judges.length === 0)
        return withoutVerdicts('there is no judge', answers.isTimedOut);
    if (answers.isTimedOut)
        return withoutVerdicts('not judged: the run was out of time', true);
    try {
        const files = await createJudgeRequests(inputs, world, dataset, answers.results, judges);
        return await runJudges(inputs, world, tools, ledger, dataset, files);
    }
    catch (error) {
        if (!(error instanceof errors/* ServiceError */._7))
            throw error;
        // The answers are paid for and here: without a judge they keep their other scores.
        const failure = {
            kind: 'error',
            message: `${judges.map(({ model }) => model).join(', ')} could not be asked. ${error.message}`,
        };
        const failed = {
            model: judges[0]?.model ?? '',
            job: undefined,
            isTakenOver: false,
            path: undefined,
            isGone: false,
            resultPath: '',
            failure,
        };
        return { ...withoutVerdicts('the judge could not be asked', false), results: [failed] };
    }
}
/** Says before anything is paid for that a model will judge itself. */
function noteJudges(inputs, { log }) {
    for (const { model, isDefault } of judgesOf(inputs)) {
        if (!isDefault)
            continue;
        log.notice(`llm-rubric names no model, so ${model} judges its own answers too; a model of its own would be a fairer judge.`);
    }
}
async function runJudges(inputs, world, tools, ledger, dataset, files) {
    const folder = world.files.join(world.outputDirectory, 'results', 'judge');
    const jobs = files.map((file) => ({
        model: file.judge,
        file,
        resultPath: world.files.join(folder, `${(0,inputs_models/* fileStemOfModel */.s1)(file.judge)}.${(0,inputs_models/* fileStemOfModel */.s1)(file.model)}.jsonl`),
    }));
    const { results, isTimedOut } = await obtainResults(inputs, world, tools, ledger, { name: 'judge', jobs });
    const verdicts = new Verdicts(inputs, world, dataset);
    for (const result of results)
        await verdicts.read(result);
    await verdicts.finish();
    return {
        verdict: (model, slot, rubric) => verdicts.verdict(model, slot, rubric),
        results,
        requestFiles: files.map(({ path }) => path),
        reports: reportJudges(files, results, verdicts),
        isTimedOut,
        close: () => verdicts.close(),
    };
}
/** A judge's jobs, one for each model it judged, summed up. */
function reportJudges(files, results, verdicts) {
    return [...new Set(files.map(({ judge }) => judge))].map((model) => {
        const requests = files.reduce((sum, file) => sum + (file.judge === model ? file.requests : 0), 0);
        const counts = verdicts.counts(model);
        const jobs = results.flatMap(({ model: judge, job, isTakenOver }) => judge === model && job !== undefined ? [{ name: job.name, state: job.state, isTakenOver }] : []);
        return { model, requests, ...counts, missing: requests - counts.verdicts - counts.errors, jobs };
    });
}
function withoutVerdicts(reason, isTimedOut) {
    const verdict = () => ({ score: null, reason });
    return { verdict, results: [], requestFiles: [], reports: [], isTimedOut, close: async () => undefined };
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
        `Dataset: ${dataset.rows.size} rows${dataset.totalRows > dataset.rows.size ? ` of ${dataset.totalRows}` : ''}${inputs.repeat > 1 ? `, ${inputs.repeat} answers each,` : ''} from ${dataset.sources.join(', ')} (${dataset.fingerprint})`,
        ...dataset.files.map(({ models, requestBytes, path }) => {
            const tokens = formatCount(requestBytes / bytesPerToken);
            return `Upload for ${models.join(', ')}: ${formatCount(requestBytes)} bytes, about ${tokens} prompt tokens for each model (${path})`;
        }),
        ...dataset.prompts.flatMap(({ models, changes }) => changes.length === 0 ? [] : [`Prompt for ${models.join(', ')}: ${changes.join('; ')}`]),
        `Jobs: ${inputs.models.length}, for ${floors.join(', ')}`,
        ...judgesOf(inputs).map(({ model, rubrics }) => `Judge: ${model}, ${rubrics.length} rubric${rubrics.length === 1 ? '' : 's'}, asked about every answer in a further job for each model`),
        `Scorers: ${inputs.scorers.map(({ label, weight }) => (weight === 1 ? label : `${label} × ${weight}`)).join(', ')}`,
    ];
    for (const line of lines)
        log.info(line);
    return lines.join('\n');
}

;// CONCATENATED MODULE: ./build/steps/refusal.js
/** The service names the line of the request file; its author knows the row of the dataset. */
function placeOfRefusal(reason, dataset, repeat) {
    const row = Math.floor((Number(/\bline[:\s#]*(\d+)/i.exec(reason)?.[1]) - 1) / repeat);
    if (!(row >= 0 && row < dataset.rows.size))
        return undefined;
    const { source, line } = dataset.rows.place(row);
    return { file: dataset.sources[source] ?? '', line };
}
/** Annotates the rows for which jobs were refused, each once. */
function annotateRefusals(submissions, { log }, dataset, repeat) {
    const seen = new Set();
    for (const submission of submissions) {
        if (!('error' in submission))
            continue;
        const { reason } = submission.error;
        const place = placeOfRefusal(reason, dataset, repeat);
        if (place === undefined || seen.has(`${place.file}:${place.line}`))
            continue;
        seen.add(`${place.file}:${place.line}`);
        log.error(`The service refused this row: ${reason}`, { ...place, title: 'Refused row' });
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
const missingText = JSON.stringify(missingRecord);
/**
 * The lines of rows.jsonl for one model, in dataset order, then by repeat; the first rows that did not pass are added to
 * `failed`, up to `maxFailed`. Records are JSON texts already and are put into their lines as they are.
 */
function* renderRowLines(input, failed, maxFailed) {
    const { model, rows, sources, outcomes } = input;
    const modelText = JSON.stringify(model);
    const files = sources.map((source) => JSON.stringify(source));
    for (let slot = 0; slot < outcomes.slots; slot++) {
        const row = Math.floor(slot / outcomes.repeat);
        const { source, line } = rows.place(row);
        const outcome = outcomes.outcome(slot);
        const score = outcomes.score(slot);
        const key = rows.key(row);
        const repeat = (slot % outcomes.repeat) + 1;
        const record = outcome === 'missing' ? missingText : readRecord(input, slot);
        if (score !== 1 && failed.length < maxFailed) {
            const why = explain(outcome, JSON.parse(record));
            failed.push({ model, key, repeat, file: sources[source] ?? '', line, outcome, score, ...why });
        }
        yield `{"model":${modelText},"key":${JSON.stringify(key)},"repeat":${repeat},"file":${files[source]},"line":${line},` +
            `"outcome":"${outcome}","score":${score},${record.slice(1, -1)},"baselineScore":null,"change":null}\n`;
    }
}
function readRecord({ outcomes, readRecord: read }, slot) {
    const { start, length } = outcomes.record(slot);
    const bytes = read(start, length);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
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
/** Sums up one model's outcomes, over all rows or those given. */
function measure(outcomes, rows = allRows(outcomes)) {
    const counts = { answered: 0, error: 0, missing: 0 };
    let sum = 0;
    let scoredRows = 0;
    let passed = 0;
    let notPassed = 0;
    let isPassOrFail = true;
    for (const row of rows) {
        for (let slot = row * outcomes.repeat; slot < (row + 1) * outcomes.repeat; slot++) {
            counts[outcomes.outcome(slot)]++;
            if (!isPass(outcomes.score(slot) ?? 0))
                notPassed++;
        }
        const score = outcomes.rowScore(row);
        if (score === null)
            continue;
        scoredRows++;
        sum += score;
        if (isPass(score))
            passed++;
        else if (score > metrics_tolerance)
            isPassOrFail = false;
    }
    return {
        score: scoredRows === 0 ? null : sum / scoredRows,
        interval: isPassOrFail ? wilsonInterval(passed, scoredRows) : null,
        rows: rows.length * outcomes.repeat,
        answered: counts.answered,
        passed,
        errors: counts.error,
        missing: counts.missing,
        notPassed,
    };
}
function allRows({ rows }) {
    return Array.from({ length: rows }, (_, row) => row);
}
/** Whether a score counts as passed. */
function isPass(score) {
    return score >= 1 - metrics_tolerance;
}

;// CONCATENATED MODULE: ./build/scoring/repeats.js

/**
 * Unbiased from all answers of a row: with c of n passed, pass@k = 1 - C(n-c, k) / C(n, k) (Chen et al., Evaluating large
 * language models trained on code, 2021) and pass^k = C(c, k) / C(n, k) (Yao et al., tau-bench, 2024). Null for one answer a row.
 */
function measureRepeats(outcomes) {
    if (outcomes.repeat === 1)
        return null;
    const rows = Array.from({ length: outcomes.rows }, (_, row) => countPasses(outcomes, row));
    const ks = Array.from({ length: outcomes.repeat }, (_, index) => index + 1);
    const mean = (k, chance) => {
        const counted = rows.filter(({ answered }) => answered >= k);
        if (counted.length === 0)
            return null;
        return counted.reduce((sum, { answered, passed }) => sum + chance(answered, passed), 0) / counted.length;
    };
    return {
        passAtK: ks.map((k) => mean(k, (n, passed) => 1 - shareOfSubsets(n - passed, n, k))),
        passHatK: ks.map((k) => mean(k, (n, passed) => shareOfSubsets(passed, n, k))),
        flakyRows: rows.flatMap(({ answered, passed }, row) => (passed > 0 && passed < answered ? [row] : [])),
    };
}
function countPasses(outcomes, row) {
    let answered = 0;
    let passed = 0;
    for (let slot = row * outcomes.repeat; slot < (row + 1) * outcomes.repeat; slot++) {
        const score = outcomes.score(slot);
        if (score === null)
            continue;
        answered++;
        if (isPass(score))
            passed++;
    }
    return { answered, passed };
}
/** C(some, k) / C(all, k): the share of the k-subsets of `all` that lie within `some`, without large numbers. */
function shareOfSubsets(some, all, k) {
    let share = 1;
    for (let taken = 0; taken < k; taken++)
        share *= Math.max(0, some - taken) / (all - taken);
    return share;
}

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
/** Runs every check on one answer; a promise comes back only when a check gave one. */
function checkAnswer(scorers, subject) {
    const findings = scorers.map((scorer) => scorer.evaluate(subject));
    const label = (found) => found.map(({ score, reason }, index) => ({ scorer: scorers[index]?.label ?? '', score, reason }));
    return findings.some((finding) => finding instanceof Promise)
        ? Promise.all(findings).then(label)
        : label(findings);
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
/** Scores every answer of one model's result files. */
async function scoreResults(files, options) {
    const scoring = new Scoring(options);
    const surplus = await joinReplies(files, options, {
        onReply: (slot, reply) => scoring.take(slot, reply),
        onBatch: () => options.drain(),
    });
    return scoring.result(surplus);
}
class Scoring {
    #options;
    #outcomes;
    #modelVersions = new Map();
    #errors = new Map();
    #erredChecks = new Map();
    #unscored = 0;
    #tokens = { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 };
    constructor(options) {
        this.#options = options;
        this.#outcomes = new OutcomeTable(options.rows.size, options.repeat);
    }
    take(slot, reply) {
        this.#count(reply);
        if (reply.kind === 'error') {
            const { code, message } = reply;
            this.#store(slot, 'error', null, { ...recordOf(reply), error: { code, message } });
            return undefined;
        }
        const checks = checkAnswer(this.#options.scorers, this.#subject(slot, reply));
        if (checks instanceof Promise)
            return checks.then((found) => this.#storeChecks(slot, reply, found));
        this.#storeChecks(slot, reply, checks);
        return undefined;
    }
    result(surplus) {
        return {
            ...surplus,
            outcomes: this.#outcomes,
            tokens: this.#tokens,
            modelVersions: this.#modelVersions,
            errors: this.#errors,
            erredChecks: this.#erredChecks,
            unscored: this.#unscored,
        };
    }
    #storeChecks(slot, reply, checks) {
        checks.forEach((check, index) => {
            // A check of weight 0 only reports.
            const counts = (this.#options.scorers[index]?.weight ?? 0) > 0;
            if (check.score === null && counts)
                increment(this.#erredChecks, check.scorer);
        });
        const score = scoreOfRow(this.#options.scorers, checks);
        const record = { ...recordOf(reply), finishReason: reply.answer.finishReason, checks };
        if (score === null) {
            this.#unscored++;
            const message = checks.map((check) => `${check.scorer}: ${check.reason}`).join('; ');
            this.#store(slot, 'error', null, { ...record, error: { code: 'CHECKS_FAILED', message } });
        }
        else
            this.#store(slot, 'answered', score, record);
    }
    #subject(slot, { answer, response }) {
        const { rows, repeat, model, readMaterial } = this.#options;
        const key = rows.key(Math.floor(slot / repeat));
        return { model, key, repeat: (slot % repeat) + 1, answer, response, ...readMaterial(slot) };
    }
    #store(slot, outcome, score, record) {
        if (record.error !== null)
            this.#countError(`${record.error.code}: ${record.error.message}`);
        this.#outcomes.set(slot, outcome, score, this.#options.writeRecord(JSON.stringify(record)));
    }
    #count({ tokens, modelVersion }) {
        this.#tokens.prompt += tokens.prompt;
        this.#tokens.cached += tokens.cached;
        this.#tokens.candidates += tokens.candidates;
        this.#tokens.thoughts += tokens.thoughts;
        this.#tokens.total += tokens.total;
        if (modelVersion !== null)
            increment(this.#modelVersions, modelVersion);
    }
    #countError(text) {
        increment(this.#errors, this.#errors.has(text) || this.#errors.size < maxErrorKinds ? text : 'other errors');
    }
}
function increment(counts, name) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
}
function recordOf({ modelVersion, tokens }) {
    return { checks: [], error: null, finishReason: null, modelVersion, tokens };
}

;// CONCATENATED MODULE: ./build/steps/score.js








/** How many rows that did not pass are kept for lists, per model; rows.jsonl has all. */
const maxFailedRows = 1000;
const score_maxFlakyKeys = 1000;
const writeChars = 1024 * 1024;
/** Step 6: scores every answer, writes rows.jsonl and judges. */
async function score(inputs, world, dataset, answers) {
    const models = [];
    const failedRows = [];
    const candidates = [];
    const rowsFile = await world.files.createSink(world.files.join(world.outputDirectory, 'rows.jsonl'));
    const write = (text) => rowsFile.write(Buffer.from(text));
    try {
        for (const result of answers.results) {
            const { scored, failed } = await scoreModel(inputs, world, dataset, answers, result, write);
            const metrics = reportModel(inputs, dataset, result, scored);
            models.push(metrics);
            failedRows.push(...failed);
            const { failure } = result;
            candidates.push({
                model: result.model,
                metrics,
                floor: metrics.threshold ?? undefined,
                failure,
                erredChecks: scored.erredChecks,
                unscored: scored.unscored,
            });
        }
        await rowsFile.close();
    }
    catch (error) {
        await rowsFile.abort();
        throw error;
    }
    const { isPending } = answers;
    const { reasons: quality } = (0,gate/* judge */.S4)(candidates, { maxErrorRate: inputs.maxErrorRate, isPending });
    const reasons = [...quality, ...judgeFailures(answers.judging.results)];
    return { verdict: (0,gate/* verdictOf */.Vj)(reasons, isPending), reasons, models, failedRows };
}
/** A judge without results is nobody's wrong answer, but the run cannot be called good. */
function judgeFailures(results) {
    return results.flatMap(({ failure }) => failure === undefined ? [] : [{ kind: failure.kind, message: `The judge ${failure.message}` }]);
}
async function scoreModel(inputs, world, dataset, { judging }, result, write) {
    const { model, path } = result;
    const records = new RecordFile(world.files, world.files.join(world.outputDirectory, `.records-${(0,inputs_models/* fileStemOfModel */.s1)(model)}`));
    const needs = new Set(inputs.scorers.flatMap((scorer) => scorer.needs));
    const material = openMaterial(inputs, world, dataset, model, needs);
    try {
        const scored = await scoreResults(path === undefined ? [] : [world.files.readChunks(path)], {
            model,
            rows: dataset.rows,
            repeat: inputs.repeat,
            scorers: inputs.scorers,
            readMaterial: (slot) => ({
                ...material.read(Math.floor(slot / inputs.repeat)),
                verdict: (rubric) => judging.verdict(model, slot, rubric),
            }),
            writeRecord: (text) => records.append(text),
            drain: () => records.drain(),
        });
        const failed = await writeRows(dataset, model, scored.outcomes, records, write);
        return { scored, failed };
    }
    finally {
        material.close();
        await records.remove();
    }
}
/** Puts the records into the order of the dataset. */
async function writeRows({ rows, sources }, model, outcomes, records, write) {
    const reader = await records.finish();
    const failed = [];
    const readRecord = (start, length) => reader.read(start, length);
    let text = '';
    for (const line of renderRowLines({ model, rows, sources, outcomes, readRecord }, failed, maxFailedRows)) {
        text += line;
        if (text.length < writeChars)
            continue;
        await write(text);
        text = '';
    }
    await write(text);
    reader.close();
    return failed;
}
function reportModel(inputs, dataset, { model, job, isTakenOver }, scored) {
    const { outcomes } = scored;
    return {
        model,
        ...measure(outcomes),
        threshold: inputs.threshold.get(model) ?? null,
        duplicates: scored.duplicates,
        unknown: scored.unknown,
        baseline: null,
        tokens: scored.tokens,
        cost: null,
        jobs: job === undefined ? [] : [{ name: job.name, state: job.state, isTakenOver }],
        modelVersions: Object.fromEntries(scored.modelVersions),
        errorKinds: Object.fromEntries(scored.errors),
        erredChecks: Object.fromEntries(scored.erredChecks),
        repeats: reportRepeats(dataset, outcomes),
        slices: dataset.labels.slices().map(({ tag, rows }) => ({ tag, ...measure(outcomes, rows) })),
    };
}
function reportRepeats({ rows }, outcomes) {
    const repeats = measureRepeats(outcomes);
    if (repeats === null)
        return null;
    const { flakyRows, ...figures } = repeats;
    return {
        ...figures,
        flaky: flakyRows.length,
        flakyKeys: flakyRows.slice(0, score_maxFlakyKeys).map((row) => rows.key(row)),
    };
}

;// CONCATENATED MODULE: ./build/main.js














/**
 * One evaluation, from the dataset to the verdict. Throws InputError and DatasetError before anything was sent, CancelledError
 * after cancelling what was bought, and whatever else broke the run off after publishing how far it came.
 * `cleaner` is the service for calls that must still go through after the run was aborted.
 */
async function run(inputs, world, cleaner) {
    const startedAt = world.clock.now();
    const refusal = inputs.dryRun ? undefined : await refuseSpending(inputs, world);
    const dataset = await world.log.group('Prepare the dataset', () => prepare(inputs, world));
    const finish = (result) => conclude(inputs, world, dataset, startedAt, result);
    noteJudges(inputs, world);
    if (inputs.dryRun)
        return finish({ verdict: 'skipped', reasons: [], note: showPlan(inputs, world, dataset) });
    if (refusal !== undefined) {
        world.log.notice(refusal);
        return finish({ verdict: 'skipped', reasons: [], note: refusal });
    }
    const ledger = openLedger(inputs, world, dataset.files);
    const progress = { results: [] };
    try {
        const result = await evaluate(inputs, world, cleaner, dataset, ledger, progress);
        const outcome = await finish({ ...result, jobs: ledger.manifest.jobs });
        ledger.finished();
        return outcome;
    }
    catch (error) {
        if (world.signal.aborted) {
            ledger.cancelled();
            await (0,clean_up/* cancelRun */.Su)(cleaner, world.clock, world.log, ledger);
            await setCancelledStatus(inputs, world);
            throw new errors/* CancelledError */.cc();
        }
        await deleteAll(cleaner, world, ledger);
        await finish({ ...progress, ...brokenOff(error), jobs: ledger.manifest.jobs });
        throw error;
    }
}
function brokenOff(error) {
    const message = error instanceof Error ? error.message : String(error);
    return { verdict: 'inconclusive', reasons: [{ kind: 'error', message }], isBroken: true };
}
/** The steps that cost money, in the order of the guide. */
async function evaluate(inputs, world, cleaner, dataset, ledger, progress) {
    const { log } = world;
    const tools = batchTools(inputs, world);
    await setStatus(inputs, world, { verdict: 'pending', models: [] }, false);
    const answers = await obtainResults(inputs, world, tools, ledger, stageOfAnswers(inputs, world, dataset), (submissions) => annotateRefusals(submissions, world, dataset, inputs.repeat));
    progress.results = answers.results;
    const judging = await judgeAnswers(inputs, world, tools, ledger, dataset, answers);
    const isPending = judging.isTimedOut && inputs.onTimeout === 'keep';
    const scored = await log.group('Score the answers', () => score(inputs, world, dataset, { results: answers.results, judging, isPending }));
    await judging.close();
    if (!isPending) {
        await (0,clean_up/* cancelJobs */.F3)(cleaner, log, openJobs([...answers.results, ...judging.results]));
        await deleteAll(cleaner, world, ledger);
    }
    return { ...scored, judging, results: answers.results };
}
/** One job per model, over the request file that it shares with the models that get the same requests. */
function stageOfAnswers(inputs, { files, outputDirectory }, dataset) {
    const jobs = inputs.models.map((model) => ({
        model,
        file: fileOfModel(dataset, model),
        resultPath: files.join(outputDirectory, 'results', `${(0,inputs_models/* fileStemOfModel */.s1)(model)}.jsonl`),
    }));
    return { name: 'answers', jobs };
}
function batchTools(inputs, world) {
    const deadline = world.clock.now() + inputs.timeoutMinutes * 60_000;
    const longestPauseMs = inputs.pollIntervalSeconds * 1000;
    return { gemini: world.gemini, clock: world.clock, log: world.log, signal: world.signal, longestPauseMs, deadline };
}
/** Jobs of this run that are still at work. */
function openJobs(results) {
    return results.flatMap(({ job, isTakenOver }) => job !== undefined && !isTakenOver && !(0,states/* hasEnded */.hY)(job) ? [job.name] : []);
}
function deleteAll(cleaner, { log }, ledger) {
    return (0,clean_up/* deleteUploads */.Cq)(cleaner, log, ledger.manifest.files, (file) => ledger.deleted(file));
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
/** The list may lag behind a create: how often lost ones are looked for, and the pauses before, in milliseconds. */
const looksForLost = [0, 1000, 1500];
/** Clocks differ a little. */
const clockSkewMs = 60_000;
/** Cancels jobs whose creates were never answered, as far as they show. */
async function cancelLost(gemini, clock, log, { creates, isShared }) {
    const sought = new Map(creates.map(({ displayName, since }) => [displayName, Date.parse(since)]));
    for (const pauseMs of sought.size === 0 ? [] : looksForLost) {
        await clock.sleep(pauseMs);
        const found = await (0,_batch_find_jobs_js__WEBPACK_IMPORTED_MODULE_0__/* .findJobs */ .k)(gemini, new Set(sought.keys()));
        // Under a shared name an older job is somebody else's.
        const ours = found.filter(({ displayName, createTime }) => {
            const since = sought.get(displayName) ?? Number.POSITIVE_INFINITY;
            return !isShared || Date.parse(createTime ?? '') >= since - clockSkewMs;
        });
        await cancelJobs(gemini, log, ours.filter((job) => !(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .hY)(job)).map((job) => job.name));
        for (const { displayName } of ours)
            sought.delete(displayName);
        if (sought.size === 0)
            return;
    }
}
/**
 * After a cancel: no paid work stays behind. A create may have been under way, so its job is also looked for by its display
 * name. Uploads go when nothing live reads them; what is still in use is left to the post step.
 */
async function cancelRun(gemini, clock, log, ledger) {
    const named = ledger.manifest.jobs.flatMap((job) => job.isOurs && job.name !== null && !(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .hY)({ state: job.state ?? '' }) ? [job.name] : []);
    const lost = { creates: ledger.lostCreates, isShared: ledger.manifest.isShared };
    await Promise.all([
        cancelJobs(gemini, log, named, (name) => ledger.cancelledJob(name)),
        attempt(log, () => cancelLost(gemini, clock, log, lost)),
    ]);
    await deleteUploads(gemini, log, ledger.manifest.files, (file) => ledger.deleted(file));
}
/** The post step: finishes what the main step could not. The service is only made when there is something to do. */
async function cleanUpAfter(state, openGemini, clock, log) {
    const isClean = state.files.length === 0 && state.jobs.length === 0 && state.creates.length === 0;
    if (state.isFinished || isClean) {
        log.info('Nothing to clean up.');
        return;
    }
    const gemini = await openGemini();
    if (state.isCancelled) {
        await cancelJobs(gemini, log, state.jobs);
        await attempt(log, () => cancelLost(gemini, clock, log, state));
    }
    else if (state.jobs.length > 0) {
        log.info(`The run ended early. Its jobs go on: re-run the workflow to take them over (${state.jobs.join(', ')}).`);
    }
    await deleteUploads(gemini, log, state.files, (file) => log.info(`Deleted ${file}`));
}


/***/ })

};
