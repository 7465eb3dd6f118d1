export const id = 696;
export const ids = [696];
export const modules = {

/***/ 26722:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C2: () => (/* binding */ changeOf),
  wA: () => (/* binding */ compareModels),
  G7: () => (/* binding */ significanceLevel)
});

// EXTERNAL MODULE: ./build/scoring/metrics.js + 1 modules
var metrics = __webpack_require__(98751);
// EXTERNAL MODULE: ./build/statistics/binomial.js
var binomial = __webpack_require__(48621);
// EXTERNAL MODULE: ./build/statistics/mcnemar.js
var mcnemar = __webpack_require__(4405);
// EXTERNAL MODULE: ./build/statistics/normal.js
var normal = __webpack_require__(50511);
;// CONCATENATED MODULE: ./build/statistics/detectable-drop.js



/** The share of rows that is taken to change by chance, each way. */
const assumedFlips = 0.02;
/** How often the drop is to be seen. */
const assumedPower = 0.8;
const maxExactRows = 20_000;
const negligible = 1e-12;
/**
 * The smallest true drop, as a share of the rows, that the two-sided mid-p McNemar test at `level` sees in 80% of runs, when
 * besides the drop 2% of the rows flip by chance each way; null when no drop could be seen so often. `level` is 0.05, or what
 * Holm leaves of it: 0.05 / models. Exact over all outcomes up to 20,000 rows; above, R. J. Connor, Sample size for testing
 * differences in proportions for the paired-sample design, Biometrics 43 (1987), within 1% of it there.
 */
function detectableDrop(rows, level) {
    if (!(rows >= 1) || !(level > 0 && level < 1))
        return null;
    const most = 1 - 2 * assumedFlips;
    const approximate = connorDrop(rows, level, most);
    if (rows > maxExactRows)
        return approximate;
    const critical = new Map();
    const isSeen = (drop) => powerOf({ rows, drop, flips: assumedFlips, level }, critical) >= assumedPower;
    let low = 0;
    let high = approximate;
    while (!isSeen(high)) {
        if (high >= most)
            return null;
        low = high;
        high = Math.min(most, high * 1.5);
    }
    return bisect(low, high, isSeen);
}
/** How often the test sees a true drop, when `flips` of the rows change by chance each way. */
function powerOf({ rows, drop, flips, level }, critical = new Map()) {
    const change = drop + 2 * flips;
    if (change <= 0)
        return 0;
    const breaks = (drop + flips) / change;
    const likeliest = Math.min(rows, Math.floor((rows + 1) * change));
    const seenAt = (changed) => {
        const weight = (0,binomial/* binomialChance */.m)(changed, rows, change);
        return weight < negligible
            ? -1
            : weight * (0,binomial/* chanceOfAtLeast */.G)(criticalCount(changed, level, critical), changed, breaks);
    };
    let power = 0;
    for (let changed = likeliest; changed <= rows; changed++) {
        const seen = seenAt(changed);
        if (seen < 0)
            break;
        power += seen;
    }
    for (let changed = likeliest - 1; changed >= 0; changed--) {
        const seen = seenAt(changed);
        if (seen < 0)
            break;
        power += seen;
    }
    return Math.min(1, power);
}
/** The fewest broken rows among `changed` that are significant; one more than there are when none would be. */
function criticalCount(changed, level, known) {
    const found = known.get(changed);
    if (found !== undefined)
        return found;
    let low = Math.floor(changed / 2) + 1;
    let high = changed + 1;
    while (low < high) {
        const broke = Math.floor((low + high) / 2);
        if ((0,mcnemar/* mcNemarMidP */.K)(broke, changed - broke) < level)
            high = broke;
        else
            low = broke + 1;
    }
    known.set(changed, low);
    return low;
}
function connorDrop(rows, level, most) {
    const forLevel = (0,normal/* normalPoint */.S)(level / 2);
    const forPower = (0,normal/* normalPoint */.S)(1 - assumedPower);
    return bisect(0, most, (drop) => {
        const change = drop + 2 * assumedFlips;
        return drop * Math.sqrt(rows) >= forLevel * Math.sqrt(change) + forPower * Math.sqrt(change - drop ** 2);
    });
}
/** The smallest value between the two that holds, when all above it do. */
function bisect(low, high, holds) {
    let [fails, works] = [low, high];
    while (works - fails > 1e-9) {
        const middle = (fails + works) / 2;
        if (holds(middle))
            works = middle;
        else
            fails = middle;
    }
    return works;
}

// EXTERNAL MODULE: ./build/statistics/holm.js
var holm = __webpack_require__(45722);
// EXTERNAL MODULE: ./build/statistics/bootstrap.js
var bootstrap = __webpack_require__(50168);
;// CONCATENATED MODULE: ./build/statistics/paired-interval.js


/**
 * The interval of a paired difference (current minus baseline, row by row) as [low, high]; null for fewer than two rows.
 * Where all differences are 0 or ±1 the adjusted Wald interval, which has a width even when nothing changed (D. G. Bonett and
 * R. M. Price, Adjusted Wald confidence interval for a difference of binomial proportions based on paired data, 2012); graded
 * differences are resampled. It is no test: at the border it and the p-value may disagree.
 */
function pairedInterval(differences, options = {}) {
    if (differences.length < 2)
        return null;
    let fell = 0;
    let rose = 0;
    for (let row = 0; row < differences.length; row++) {
        const difference = differences[row];
        if (difference === -1)
            fell++;
        else if (difference === 1)
            rose++;
        else if (difference !== 0)
            return (0,bootstrap/* bootstrapInterval */.k)(differences, options);
    }
    return adjustedWaldInterval({ fell, rose, rows: differences.length }, options.level ?? 0.95);
}
function adjustedWaldInterval({ fell, rose, rows }, level) {
    const fall = (fell + 1) / (rows + 2);
    const rise = (rose + 1) / (rows + 2);
    const difference = rise - fall;
    const half = (0,normal/* normalPoint */.S)((1 - level) / 2) * Math.sqrt((rise + fall - difference ** 2) / (rows + 2));
    return [Math.max(-1, difference - half), Math.min(1, difference + half)];
}

// EXTERNAL MODULE: ./build/statistics/sign-flip.js + 1 modules
var sign_flip = __webpack_require__(96114);
;// CONCATENATED MODULE: ./build/baseline/compare.js





/** Familywise: what Holm leaves of it is each model's. */
const significanceLevel = 0.05;
/** What became of a row; null when one side has no score. NaN stands for none. */
function changeOf(present, before) {
    if (Number.isNaN(present) || Number.isNaN(before))
        return null;
    if ((0,metrics/* isPass */.YX)(before) === (0,metrics/* isPass */.YX)(present))
        return 'same';
    return (0,metrics/* isPass */.YX)(before) ? 'broke' : 'fixed';
}
/** Compares every model with its baseline, corrected for their number; a model without a common row is left out. */
function compareModels(pairs) {
    const raw = pairs.flatMap((pair) => compare(pair) ?? []);
    const pValues = (0,holm/* holm */.f)(raw.map(({ pValue }) => pValue));
    const level = significanceLevel / Math.max(1, raw.length);
    return new Map(raw.map(({ model, ...comparison }, index) => {
        const detectable = detectableDrop(comparison.rows, level);
        return [model, { ...comparison, pValue: pValues[index] ?? 1, detectableDrop: detectable }];
    }));
}
function compare({ model, present, before }) {
    const differences = [];
    const counts = { broke: 0, fixed: 0, same: 0 };
    for (let row = 0; row < present.length; row++) {
        const [now = Number.NaN, then = Number.NaN] = [present[row], before[row]];
        const change = changeOf(now, then);
        if (change === null)
            continue;
        counts[change]++;
        differences.push(now - then);
    }
    if (differences.length === 0)
        return undefined;
    const difference = differences.reduce((sum, value) => sum + value, 0) / differences.length;
    const interval = pairedInterval(differences);
    return {
        model,
        rows: differences.length,
        difference,
        interval,
        pValue: (0,sign_flip/* signFlipMidP */.H)(differences),
        broke: counts.broke,
        fixed: counts.fixed,
    };
}


/***/ }),

/***/ 10649:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EM: () => (/* binding */ chooseNewest),
/* harmony export */   QA: () => (/* binding */ chooseTwin),
/* harmony export */   T8: () => (/* binding */ lookThrough),
/* harmony export */   kM: () => (/* binding */ findJobs)
/* harmony export */ });
/* harmony import */ var _pages_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(22443);
/* harmony import */ var _states_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95065);


/** The service's clock and ours may differ. */
const clockSkewMs = 10 * 60_000;
/** All jobs whose display names are wanted, from every page of the list, or from those with jobs created `since`. */
async function findJobs(gemini, displayNames, since) {
    return (await lookThrough(gemini, displayNames, since)).found;
}
/** The same, and whether the list holds any job at all. */
async function lookThrough(gemini, displayNames, since = Number.NEGATIVE_INFINITY) {
    const found = [];
    let isEmpty = true;
    for await (const jobs of (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .pagesOfJobs */ .E)(gemini)) {
        found.push(...jobs.filter((job) => displayNames.has(job.displayName)));
        isEmpty &&= jobs.length === 0;
        if (jobs.length > 0 && jobs.every((job) => Date.parse(job.createTime ?? '') < since - clockSkewMs))
            break;
    }
    return { found, isEmpty };
}
/** The job to take over among jobs of one display name: one with results, else the live one of the smallest name. */
function chooseTwin(jobs) {
    const twins = jobs.filter(_states_js__WEBPACK_IMPORTED_MODULE_0__/* .isTwin */ .tr).sort((a, b) => (a.name < b.name ? -1 : 1));
    return twins.find(_states_js__WEBPACK_IMPORTED_MODULE_0__/* .hasEnded */ .hY) ?? twins[0];
}
/** The job that was created last. */
function chooseNewest(jobs) {
    const ageOf = ({ createTime }) => Date.parse(createTime ?? '') || 0;
    return [...jobs].sort((a, b) => ageOf(b) - ageOf(a) || (a.name < b.name ? -1 : 1))[0];
}


/***/ }),

/***/ 47113:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FI: () => (/* binding */ displayNameOfFile),
/* harmony export */   L: () => (/* binding */ readsUpload),
/* harmony export */   NG: () => (/* binding */ isOfRun),
/* harmony export */   jy: () => (/* binding */ stageOfJob),
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
/** The stage that a job's display name tells; models may have slashes in their names. */
function stageOfJob(displayName) {
    return displayName.split('/').at(-4) ?? '';
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
/** Whether a display name is that of a job or an upload of this evaluation and scope, whatever the stage. */
function isOfRun(displayName, run) {
    const [product, ...parts] = displayName.split('/');
    return product === 'gemini-batch-eval' && parts.slice(-2).some((part) => part.startsWith(markOfRun(run)));
}
/** Jobs and uploads of a run have this in common. */
function markOfRun({ name, scope }) {
    return `${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', JSON.stringify([name, scope])).slice(0, 16)}.`;
}
function markOfFile(identity) {
    const { requestsDigest, scope } = identity;
    return markOfRun(identity) + (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', JSON.stringify([requestsDigest, scope])).slice(0, 16);
}
function shorten(text) {
    return text.length > maxNameChars ? `${text.slice(0, maxNameChars)}~` : text;
}


/***/ }),

/***/ 22443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ pagesOfJobs),
/* harmony export */   Z: () => (/* binding */ pagesOfFiles)
/* harmony export */ });
/** The project's jobs, page by page, the newest first. Whoever has seen enough leaves the loop, and the rest is not asked for. */
async function* pagesOfJobs(gemini) {
    for await (const { jobs } of pagesOf((request) => gemini.listJobs(request)))
        yield jobs;
}
/** The project's uploaded files, page by page. */
async function* pagesOfFiles(gemini) {
    for await (const { files } of pagesOf((request) => gemini.listFiles(request)))
        yield files;
}
async function* pagesOf(list) {
    for (let pageToken;;) {
        const page = await list(pageToken === undefined ? {} : { pageToken });
        yield page;
        if (page.nextPageToken === undefined)
            return;
        pageToken = page.nextPageToken;
    }
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

/***/ 11049:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DR: () => (/* binding */ judgeFall),
/* harmony export */   Lr: () => (/* binding */ isAcceptable),
/* harmony export */   vL: () => (/* binding */ describePower),
/* harmony export */   y0: () => (/* binding */ judgeMustPass)
/* harmony export */ });
/* harmony import */ var _baseline_compare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26722);
/* harmony import */ var _shorten_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50997);
/* harmony import */ var _shares_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55556);



const tolerance = 1e-9;
/**
 * Two guards against noise: a fall is a regression only when it is larger than accepted and the paired test hardly leaves it to
 * chance. A larger fall that chance may explain comes back as a notice, and so does a limit without anything to compare with.
 */
function judgeFall({ model, comparison, baselineName, maxDrop }) {
    if (maxDrop === undefined)
        return {};
    if (comparison === undefined)
        return { notice: `max-drop is set, but there is nothing to compare ${model} with.` };
    const fall = -comparison.difference;
    if (fall <= maxDrop + tolerance)
        return {};
    const [fell, accepted] = (0,_shares_js__WEBPACK_IMPORTED_MODULE_1__/* .formatApart */ .Wq)(fall, maxDrop).map((share) => share.replace('%', ' points'));
    const why = describeChange(comparison);
    if (comparison.pValue < _baseline_compare_js__WEBPACK_IMPORTED_MODULE_0__/* .significanceLevel */ .G7) {
        const message = `${model} fell by ${fell} against ${baselineName} (${why}); at most ${accepted} are accepted.`;
        return { reason: { kind: 'regression', model, rule: 'max-drop', message } };
    }
    const notice = `${model} fell by ${fell} against ${baselineName}, more than the ${accepted} that are accepted, but chance may explain it (${why}).`;
    return { notice };
}
function describeChange({ broke, fixed, pValue, rows }) {
    const what = broke + fixed === 0
        ? `mean over ${rows} rows`
        : `${broke} ${broke === 1 ? 'row that passed there fails' : 'rows that passed there fail'} now, ${fixed} the other way`;
    return `${what}; ${(0,_shares_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPValue */ .td)(pValue)}`;
}
/** Only a fall beyond `max-drop` can be accepted: a floor is a floor, and a row that must pass must. */
function isAcceptable({ rule }) {
    return rule === 'max-drop';
}
/** Rows that must pass: one that broke is a regression by itself, one without an answer an error, one that did not pass before a notice. */
function judgeMustPass(model, { broke, unanswered, failing, failingBefore }, baselineName) {
    const reasons = [];
    if (broke.length > 0) {
        const message = `${model} broke ${countRows(broke)} that must pass (against ${baselineName}): ${listRows(broke)}.`;
        reasons.push({ kind: 'regression', model, rule: 'must-pass', message });
    }
    if (unanswered.length > 0) {
        const message = `${model} left ${countRows(unanswered)} that must pass without an answer: ${listRows(unanswered)}.`;
        reasons.push({ kind: 'error', model, rule: 'must-pass', message });
    }
    const notices = [];
    if (failing.length > 0) {
        const they = failing.length === 1 ? 'it' : 'they';
        const doubt = `Without a baseline nothing says whether ${they} ever passed.`;
        notices.push(`${model} fails ${countRows(failing)} that must pass: ${listRows(failing)}. ${doubt}`);
    }
    if (failingBefore.length > 0) {
        const they = failingBefore.length === 1 ? 'it' : 'they';
        const before = `In the baseline (${baselineName}) ${they} failed too.`;
        notices.push(`${model} fails ${countRows(failingBefore)} that must pass: ${listRows(failingBefore)}. ${before}`);
    }
    return { reasons, notices };
}
function countRows(rows) {
    return rows.length === 1 ? '1 row' : `${rows.length} rows`;
}
const maxNamedRows = 5;
/** Keys and paths are as long as their authors like. */
const maxNamedChars = 100;
function listRows(rows) {
    const named = rows.slice(0, maxNamedRows).map(({ key, place }) => `${(0,_shorten_js__WEBPACK_IMPORTED_MODULE_2__/* .shorten */ .m)(key, maxNamedChars)} (${endOf(place)})`);
    const rest = rows.length - named.length;
    return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ');
}
/** A place says most at its end: the file's name and the line. */
function endOf(place) {
    return place.length <= maxNamedChars ? place : `…${place.slice(-maxNamedChars).toWellFormed()}`;
}
/** What this dataset can see at all, in a sentence's part: `can see drops of about 9 points`. */
function describePower({ detectableDrop, rows }) {
    if (detectableDrop === null)
        return `${rows} ${rows === 1 ? 'row is' : 'rows are'} too few to see any drop reliably`;
    const points = detectableDrop * 100;
    return `can see drops of about ${points.toFixed(points < 2 ? 1 : 0)} points`;
}


/***/ }),

/***/ 55556:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T1: () => (/* binding */ formatShare),
/* harmony export */   Wq: () => (/* binding */ formatApart),
/* harmony export */   Xf: () => (/* binding */ formatPoints),
/* harmony export */   td: () => (/* binding */ formatPValue)
/* harmony export */ });
/** A share as a percentage with fixed decimals. */
function formatShare(share, decimals) {
    return `${(share * 100).toFixed(decimals)}%`;
}
/** A difference of shares in points, with its sign: `+0.8 pts`, `−5.8 pts`, `±0.0 pts`. */
function formatPoints(difference, decimals) {
    const points = Math.abs(difference * 100).toFixed(decimals);
    const sign = Number(points) === 0 ? '±' : difference > 0 ? '+' : '−';
    return `${sign}${points} pts`;
}
const maxDecimals = 7;
/** A share and the limit it broke, with as many decimals as it takes to see that they differ and to show the limit as it was set. */
function formatApart(share, limit, fewestDecimals = 1) {
    let decimals = fewestDecimals;
    const isRounded = () => Math.abs(Number((limit * 100).toFixed(decimals)) - limit * 100) > 1e-7;
    const isSame = () => formatShare(share, decimals) === formatShare(limit, decimals);
    while (decimals < maxDecimals && (isSame() || isRounded()))
        decimals++;
    return [formatShare(share, decimals), formatShare(limit, decimals)];
}
/** `p = 0.031`, `p < 0.001`: with as many decimals as it takes to see on which side of the level it is. */
function formatPValue(pValue, level = 0.05) {
    if (pValue < 0.001)
        return 'p < 0.001';
    let decimals = 3;
    while (decimals < maxDecimals && Number(pValue.toFixed(decimals)) < level !== pValue < level)
        decimals++;
    return `p = ${pValue.toFixed(decimals)}`;
}


/***/ }),

/***/ 53926:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ql: () => (/* binding */ commentMarker),
  wQ: () => (/* binding */ renderComment),
  Br: () => (/* binding */ renderSummary)
});

// EXTERNAL MODULE: ./build/report/escape.js
var report_escape = __webpack_require__(9924);
;// CONCATENATED MODULE: ./build/report/alerts.js

const alertKinds = { fail: 'CAUTION', inconclusive: 'WARNING', pending: 'NOTE', skipped: 'NOTE' };
/** What the reviewer must know, when there is something to do; '' when there is not. */
function alertBox({ verdict, reasons }, limits) {
    if (verdict === 'pass' || reasons.length === 0)
        return '';
    const lines = limitLines(reasons, limits, ({ message, model }) => describeSentence(message, model === undefined ? [] : [model], limits.maxChars));
    return box(alertKinds[verdict], lines.length === 1 ? lines : lines.map((line) => `- ${line}`));
}
/** Who let a fall pass, when, for which commit, and what it was; '' when nobody did. */
function acceptanceBox({ acceptance, models }, limits) {
    if (acceptance === null)
        return '';
    const names = models.map(({ model }) => model);
    const lines = limitLines(acceptance.reasons, limits, ({ message }) => describeSentence(message, names, limits.maxChars));
    return box('NOTE', [`${describeAcceptance(acceptance)}:`, ...lines.map((line) => `- ${line}`)]);
}
function describeAcceptance({ login, label, at, sha }) {
    const time = Date.parse(at);
    const when = Number.isNaN(time) ? '' : ` on ${new Date(time).toISOString().slice(0, 16).replace('T', ' at ')} UTC`;
    return `Accepted by ${(0,report_escape/* inlineCode */.ti)(login)}${when} for ${(0,report_escape/* inlineCode */.ti)(sha.slice(0, 7))}, by the label ${(0,report_escape/* inlineCode */.ti)(label)}`;
}
/** What a reviewer should know although it decides nothing, as a list; '' when there is nothing. */
function noticeList({ notices, models }, limits, more) {
    const names = models.map(({ model }) => model);
    const lines = notices.slice(0, limits.maxLines).map((notice) => describeSentence(notice, names, limits.maxChars));
    if (notices.length > lines.length)
        lines.push(`… and ${notices.length - lines.length} more ${more}`);
    return lines.map((line) => `- ${line}`).join('\n');
}
function limitLines(items, { maxLines }, print) {
    const lines = items.slice(0, maxLines).map(print);
    return items.length > maxLines ? [...lines, `… and ${items.length - maxLines} more.`] : lines;
}
/** A sentence as plain text; where it begins with the name of a model, that is shown as code. */
function describeSentence(sentence, models, maxChars) {
    const model = models.find((name) => sentence.startsWith(`${name} `));
    return model === undefined
        ? (0,report_escape/* markdownText */.p7)(sentence, maxChars)
        : `${(0,report_escape/* inlineCode */.ti)(model)} ${(0,report_escape/* markdownText */.p7)(sentence.slice(model.length + 1), maxChars)}`;
}
function box(kind, lines) {
    return [`[!${kind}]`, ...lines].map((line) => `> ${line}`).join('\n');
}

// EXTERNAL MODULE: ./build/gate/shares.js
var shares = __webpack_require__(55556);
// EXTERNAL MODULE: ./build/report/table.js
var table = __webpack_require__(71799);
;// CONCATENATED MODULE: ./build/report/breakdowns.js



/** The checks that failed to run on some answers: a score without them is another one. */
function checkTable({ models }) {
    const rows = models.flatMap(({ model, erredChecks }) => Object.entries(erredChecks).map(([check, answers]) => [(0,report_escape/* inlineCode */.ti)(check), (0,report_escape/* inlineCode */.ti)(model), (0,table/* formatCount */.B4)(answers)]));
    return rows.length === 0
        ? []
        : ['#### Checks that failed to run', (0,table/* table */.tp)(['Check', 'Model', 'Answers'], [':--', ':--', '--:'], rows)];
}
const maxSlices = 200;
/** The score of every tag, for every model. */
function sliceTable({ models }, decimals) {
    const tags = (models[0]?.slices ?? []).slice(0, maxSlices).map(({ tag }) => tag);
    if (tags.length === 0)
        return [];
    const rows = tags.map((tag) => {
        const slices = models.map((model) => model.slices.find((slice) => slice.tag === tag));
        return [
            (0,report_escape/* inlineCode */.ti)(tag),
            (0,table/* formatCount */.B4)(slices[0]?.rows ?? 0),
            ...slices.map((slice) => describeShare(slice?.score, decimals)),
        ];
    });
    const columns = ['Tag', 'Answers', ...models.map(({ model }) => (0,report_escape/* inlineCode */.ti)(model))];
    return ['#### By tag', (0,table/* table */.tp)(columns, [':--', '--:', ...models.map(() => '--:')], rows)];
}
function describeShare(share, decimals) {
    return share === null || share === undefined ? '–' : (0,shares/* formatShare */.T1)(share, decimals);
}
const maxFlakyKeys = 20;
/** With several answers per row: how often at least one, and all of them, pass, and the rows that differ. */
function repeatTable({ models, settings }, decimals) {
    if (settings.repeat === 1)
        return [];
    const rows = models.map(({ model, repeats }) => {
        const keys = (repeats?.flakyKeys ?? []).slice(0, maxFlakyKeys).map((key) => (0,report_escape/* inlineCode */.ti)(key, 40));
        const more = (repeats?.flaky ?? 0) > keys.length ? ', …' : '';
        return [
            (0,report_escape/* inlineCode */.ti)(model),
            describeShare(repeats?.passAtK.at(-1), decimals),
            describeShare(repeats?.passHatK.at(-1), decimals),
            String(repeats?.flaky ?? 0),
            keys.join(', ') + more,
        ];
    });
    const k = settings.repeat;
    return [
        `#### ${k} answers per row`,
        (0,table/* table */.tp)(['Model', `pass@${k}`, `pass^${k}`, 'Flaky', 'Flaky rows'], [':--', '--:', '--:', '--:', ':--'], rows),
    ];
}
/** What the judges were asked and what they answered. */
function judgeTable({ judges }) {
    const rows = judges.map((judge) => [
        (0,report_escape/* inlineCode */.ti)(judge.model),
        ...[judge.requests, judge.verdicts, judge.errors, judge.missing].map(table/* formatCount */.B4),
    ]);
    return rows.length === 0
        ? []
        : [
            '#### Judges',
            (0,table/* table */.tp)(['Judge', 'Asked', 'Verdicts', 'Errors', 'Missing'], [':--', '--:', '--:', '--:', '--:'], rows),
        ];
}

;// CONCATENATED MODULE: ./build/report/budget.js
/**
 * Prints as much as fits: first without texts of rows, then with fewer rows, those that broke last, then brief, then without its
 * last lines. `isShortened` is true unless everything is shown.
 */
function fitToBudget(maxChars, full, print) {
    let text = '';
    for (const extent of extents(full)) {
        text = `${print(extent, extent !== full).join('\n\n')}\n`;
        if (text.length <= maxChars)
            return text;
    }
    return text.slice(0, text.lastIndexOf('\n', maxChars - 1) + 1);
}
function* extents(full) {
    yield full;
    const silent = { ...full, showText: false };
    if (full.showText)
        yield silent;
    for (const otherRows of halves(full.otherRows))
        yield { ...silent, otherRows };
    for (const brokenRows of halves(full.brokenRows))
        yield { ...silent, otherRows: 0, brokenRows };
    yield { ...silent, otherRows: 0, brokenRows: 0, isBrief: true };
}
/** Half of it, half of that, down to 0. */
function* halves(count) {
    for (let half = count; half > 0;) {
        half = Math.floor(half / 2);
        yield half;
    }
}

// EXTERNAL MODULE: ./build/scoring/metrics.js + 1 modules
var metrics = __webpack_require__(98751);
;// CONCATENATED MODULE: ./build/report/row-cells.js



const maxKeyChars = 40;
const maxReasonChars = 300;
/** A row by its name, linked to its line where that stands in the repository. */
function linkRow({ run }, { serverUrl, linkRows }, { name, file, line }) {
    const label = (0,report_escape/* inlineCode */.ti)(name, maxKeyChars);
    const isInRepository = !/^([a-z]+:)?[\\/]|(^|[\\/])\.\.([\\/]|$)/i.test(file);
    return linkRows && isInRepository
        ? `[${label}](${serverUrl}/${run.repository}/blob/${run.sha}/${(0,report_escape/* urlPath */.Lx)(file)}?plain=1#L${line})`
        : `${label} ${(0,report_escape/* markdownText */.p7)(`${file}:${line}`)}`;
}
/** A row's score; one that did not pass never reads as 100%. */
function formatRowScore(score, decimals) {
    return (0,metrics/* isPass */.YX)(score) ? (0,shares/* formatShare */.T1)(score, decimals) : (0,shares/* formatApart */.Wq)(score, 1, decimals)[0];
}
/** Why a row did not pass, in as many words as may be shown. */
function describeWhy({ reason, brief }, options, { showText }) {
    return (0,report_escape/* inlineCode */.ti)(options.showText && showText ? reason : brief, maxReasonChars);
}

;// CONCATENATED MODULE: ./build/report/row-lists.js



/** Prints a list with how much of it is left out. */
function fold({ what, model, total, shown, body, isOpen = false }) {
    const rest = total > shown ? `\n\n… and ${(0,table/* formatCount */.B4)(total - shown)} more in rows.jsonl.` : '';
    const title = `${what}: <code>${(0,report_escape/* escapeHtml */.ZD)(model)}</code> (${(0,table/* formatCount */.B4)(total)})`;
    return `<details${isOpen ? ' open' : ''}><summary><b>${title}</b></summary>\n\n${body}${rest}\n</details>`;
}
/** For each model the answers that did not pass, folded; without those of rows that broke, which have a list of their own. */
function failedLists(report, options, extent) {
    const broken = new Set(options.changedRows.filter(({ change }) => change === 'broke').map(({ model, key }) => `${model}\n${key}`));
    return report.models.flatMap(({ model, answered, notPassed, baseline }) => {
        const failed = options.failedRows.filter((row) => row.model === model);
        const others = failed.filter(({ key }) => !broken.has(`${model}\n${key}`));
        if (others.length === 0 || answered === 0 || extent.otherRows === 0)
            return [];
        // With one answer per row the comparison counts also those that no list holds.
        const brokenAnswers = report.settings.repeat === 1 ? (baseline?.broke ?? 0) : failed.length - others.length;
        const lines = others.slice(0, extent.otherRows).map((row) => failedLine(report, options, extent, row));
        const what = brokenAnswers > 0 ? 'Other answers that did not pass' : 'Answers that did not pass';
        const body = (0,table/* table */.tp)(['Row', 'Outcome', 'Why'], [':--', ':--', ':--'], lines);
        return [fold({ what, model, total: Math.max(lines.length, notPassed - brokenAnswers), shown: lines.length, body })];
    });
}
function failedLine(report, options, extent, row) {
    const name = row.repeat > 1 ? `${row.key} #${row.repeat}` : row.key;
    const score = row.score === null ? row.outcome : formatRowScore(row.score, extent.decimals);
    return [linkRow(report, options, { ...row, name }), score, describeWhy(row, options, extent)];
}

;// CONCATENATED MODULE: ./build/report/changed-rows.js




/** About a screen: what is open is read before it is scrolled past. */
const maxOpenRows = 20;
/**
 * For each model the rows that broke, then those that got fixed, folded. Broken ones are open as long as they fill no more than
 * a screen, and where there is something to decide: a green run is short.
 */
function changedLists(report, options, extent) {
    const mayBeOpen = report.verdict !== 'pass' || report.acceptance !== null;
    let openRows = 0;
    const broken = report.models.flatMap((model) => {
        const rows = rowsOf(model, 'broke', options);
        const shown = rows.slice(0, extent.brokenRows);
        if (shown.length === 0)
            return [];
        const isOpen = mayBeOpen && openRows + shown.length <= maxOpenRows;
        if (isOpen)
            openRows += shown.length;
        const total = Math.max(rows.length, model.baseline?.broke ?? 0);
        const body = brokenTable(report, options, extent, rows);
        return [fold({ what: 'Rows that broke', model: model.model, total, shown: shown.length, body, isOpen })];
    });
    return [...broken, ...report.models.flatMap((model) => fixedList(report, options, extent, model))];
}
function rowsOf({ model }, change, { changedRows }) {
    return changedRows.filter((row) => row.model === model && row.change === change);
}
function brokenTable(report, options, extent, rows) {
    const isPassOrFail = rows.every(({ score, baselineScore }) => [score, baselineScore].every(isZeroOrOne));
    const show = (score) => {
        if (score === null)
            return '–';
        if (isPassOrFail)
            return (0,metrics/* isPass */.YX)(score) ? 'passed' : 'failed';
        return formatRowScore(score, extent.decimals);
    };
    const lines = rows
        .slice(0, extent.brokenRows)
        .map((row) => [
        linkRow(report, options, { ...row, name: row.key }),
        show(row.baselineScore),
        show(row.score),
        describeWhy(row, options, extent),
    ]);
    const alignment = isPassOrFail ? ':--' : '--:';
    return (0,table/* table */.tp)(['Row', 'Before', 'Now', 'Why'], [':--', alignment, alignment, ':--'], lines);
}
const tolerance = 1e-9;
function isZeroOrOne(score) {
    return score !== null && ((0,metrics/* isPass */.YX)(score) || score < tolerance);
}
function fixedList(report, options, extent, model) {
    const rows = rowsOf(model, 'fixed', options);
    const shown = rows.slice(0, extent.otherRows);
    if (shown.length === 0)
        return [];
    const body = shown.map((row) => linkRow(report, options, { ...row, name: row.key })).join(', ');
    const total = Math.max(rows.length, model.baseline?.fixed ?? 0);
    return [fold({ what: 'Rows that got fixed', model: model.model, total, shown: shown.length, body })];
}

;// CONCATENATED MODULE: ./build/report/baseline-name.js


const maxNameChars = 40;
/** What the run was compared with, as a table's column calls it: a branch, ref or path as code, or the log. */
function describeBaselineName({ kind, name }) {
    if (kind === 'logged')
        return 'log';
    return name === null ? 'baseline' : (0,report_escape/* inlineCode */.ti)(name, maxNameChars);
}
/** The same in a sentence, with the commit where it is known. */
function describeBaseline(baseline) {
    if (baseline.kind === 'logged')
        return 'the logged answers';
    const commit = baseline.sha === null || baseline.sha === '' ? '' : `@${(0,report_escape/* inlineCode */.ti)(baseline.sha.slice(0, 7))}`;
    return `${describeBaselineName(baseline)}${commit}`;
}
/** How many rows came, went and changed since: `12 rows added, 3 removed`; undefined when none did. */
function describeDataset({ added, removed, changed }) {
    const parts = Object.entries({ added, removed, changed }).filter(([, { count }]) => count > 0);
    if (parts.length === 0)
        return undefined;
    const texts = parts.map(([what, { count }], index) => `${index === 0 ? (0,table/* countRows */.BO)(count) : (0,table/* formatCount */.B4)(count)} ${what}`);
    return texts.join(', ');
}

// EXTERNAL MODULE: ./build/baseline/compare.js + 2 modules
var compare = __webpack_require__(26722);
// EXTERNAL MODULE: ./build/statistics/model-groups.js
var model_groups = __webpack_require__(48976);
// EXTERNAL MODULE: ./build/report/money.js
var money = __webpack_require__(10967);
;// CONCATENATED MODULE: ./build/report/separation.js






/** Who leads, whether that can be told apart from the next, and the cheapest of those that cannot; undefined for fewer than two. */
function leaderSentence({ separation, models }, decimals) {
    // The pairs begin with the best model and the second best.
    const [pair] = separation?.pairs ?? [];
    if (separation === null || pair === undefined)
        return undefined;
    return `${describeLead(pair, decimals)}${describeCheapest(separation.groups[0] ?? [], models)}`;
}
function describeLead({ better, worse, difference, pValue }, decimals) {
    const [leader, next] = [(0,report_escape/* inlineCode */.ti)(better), (0,report_escape/* inlineCode */.ti)(worse)];
    if (difference === null || pValue === null)
        return `${leader} scored highest, on other rows than ${next}`;
    const points = (Math.abs(difference) * 100).toFixed(decimals);
    const chance = `${pValue < compare/* significanceLevel */.G7 ? '' : ', not separable'} (${(0,report_escape/* escapeHtml */.ZD)((0,shares/* formatPValue */.td)(pValue))})`;
    if (Number(points) === 0)
        return `${leader} and ${next} are level${chance}`;
    if (difference < 0)
        return `${leader} scored highest, ${points} points behind ${next} on the rows that both answered${chance}`;
    return `${leader} leads by ${points} points over ${next}${chance}`;
}
/** Of models that cannot be told apart the price may decide. */
function describeCheapest(group, models) {
    const costs = group.map((name) => ({ name, cost: models.find(({ model }) => model === name)?.cost ?? null }));
    const [first, ...others] = costs;
    if (first === undefined || others.length === 0 || costs.some(({ cost }) => cost === null))
        return '';
    const cheapest = others.reduce((best, one) => ((one.cost ?? 0) < (best.cost ?? 0) ? one : best), first);
    return `; cheapest of the leading group: ${(0,report_escape/* inlineCode */.ti)(cheapest.name)} (${(0,money/* formatDollars */.n)(cheapest.cost)})`;
}
/** Every two models of the run against each other, and which of them cannot be told apart. */
function separationTable(report, decimals) {
    const { separation, models } = report;
    if (models.length > model_groups/* maxGroupedModels */.v)
        return [
            '#### Differences between models',
            `More than ${model_groups/* maxGroupedModels */.v} models are not tested against each other.`,
        ];
    if (separation === null || separation.pairs.length === 0)
        return [];
    const { pairs, groups } = separation;
    const rows = pairs.map(({ better, worse, difference, pValue }) => [
        (0,report_escape/* inlineCode */.ti)(better),
        (0,report_escape/* inlineCode */.ti)(worse),
        difference === null ? '–' : (0,shares/* formatPoints */.Xf)(difference, decimals),
        pValue === null ? '–' : describePValue(pValue),
    ]);
    const ranks = groups.map((group, index) => `${index + 1}. ${group.map((model) => (0,report_escape/* inlineCode */.ti)(model)).join(', ')}`);
    return [
        '#### Differences between models',
        `${leaderSentence(report, decimals)}.`,
        (0,table/* table */.tp)(['Model', 'Model', 'Difference', 'p'], [':--', ':--', '--:', '--:'], rows),
        `Groups, best first; chance may explain how far a model is behind the first of its group:\n\n${ranks.join('\n')}`,
    ];
}
/** As a cell of a column that is called p. */
function describePValue(pValue) {
    return (0,report_escape/* escapeHtml */.ZD)((0,shares/* formatPValue */.td)(pValue).replace(/^p (= )?/, ''));
}

;// CONCATENATED MODULE: ./build/report/comparison-details.js





/** Each model's comparison with its baseline, as exactly as it is known. */
function comparisonTable({ baseline, models, run }, { serverUrl }, decimals) {
    const compared = models.flatMap((model) => (model.baseline === null ? [] : [{ model, before: model.baseline }]));
    if (compared.length === 0)
        return [];
    const rows = compared.map(({ model, before }) => [
        (0,report_escape/* inlineCode */.ti)(model.model),
        before.score === null ? '–' : (0,shares/* formatShare */.T1)(before.score, decimals),
        describeDifference(before, decimals),
        describePValue(before.pValue),
        (0,table/* formatCount */.B4)(before.rows),
        before.detectableDrop === null ? 'none' : `${(before.detectableDrop * 100).toFixed(decimals)} pts`,
        describeVersions(model, before),
    ]);
    const isLinked = /^\d+$/.test(baseline.runId ?? '') && run.repository !== '';
    const link = isLinked ? ` ([its run](${serverUrl}/${run.repository}/actions/runs/${baseline.runId}))` : '';
    return [
        '#### Comparison',
        `With ${describeBaseline(baseline)}${link}. Differences are over the rows that both have a score for. p is corrected for the number of models; a drop that can be seen is seen in 80% of runs.`,
        (0,table/* table */.tp)(['Model', 'Baseline', 'Difference (95% CI)', 'p', 'Rows', 'Sees drops of', 'Answered as'], [':--', '--:', '--:', '--:', '--:', '--:', ':--'], rows),
    ];
}
function describeDifference({ difference, interval }, decimals) {
    const shown = (0,shares/* formatPoints */.Xf)(difference, decimals);
    if (interval === null)
        return shown;
    const [low, high] = interval.map((bound) => (0,shares/* formatPoints */.Xf)(bound, decimals).replace(' pts', ''));
    return `${shown} (${low} to ${high})`;
}
const maxVersions = 5;
function describeVersions({ modelVersions: now }, { modelVersions: before }) {
    const [then, present] = [before, now].map((versions) => {
        const names = Object.keys(versions).sort();
        const more = names.length > maxVersions ? ', …' : '';
        return (names
            .slice(0, maxVersions)
            .map((name) => (0,report_escape/* inlineCode */.ti)(name))
            .join(', ') + more || '–');
    });
    return then === present ? `${present}` : `${then} → ${present}`;
}
/** The rows that are in no pair since the dataset is another one now. */
function datasetChanges({ baseline }) {
    const { added, removed, changed } = baseline;
    const lines = Object.entries({ added, removed, changed })
        .filter(([, { count }]) => count > 0)
        .map(([what, { count, keys }]) => {
        const more = count > keys.length ? ` and ${(0,table/* formatCount */.B4)(count - keys.length)} more` : '';
        return `- ${(0,table/* countRows */.BO)(count)} ${what}: ${keys.map((key) => (0,report_escape/* inlineCode */.ti)(key, 40)).join(', ')}${more}`;
    });
    return lines.length === 0 ? [] : ['#### Dataset changes', lines.join('\n')];
}

;// CONCATENATED MODULE: ./build/report/gate-cell.js
const gate_cell_tolerance = 1e-9;
/** What the gate says of a model, and by which limits. */
function describeGate(model, { reasons, acceptance, settings }) {
    const isOwn = (reason) => reason.model === model.model;
    const own = reasons.filter(isOwn);
    const broken = describeBroken(model, own, settings.maxDrop);
    if (broken.length > 0)
        return `❌ ${broken.join(', ')}`;
    if (own.length > 0)
        return own.every(({ rule }) => rule === 'must-pass') ? '⚠️ must-pass row unanswered' : '⚠️ not judged';
    if (acceptance?.reasons.some(isOwn) === true)
        return '✅ accepted';
    const kept = [...describeFloor(model), ...describeDrop(model, settings.maxDrop)];
    const isUncompared = settings.maxDrop !== null && model.baseline === null;
    if (kept.length > 0)
        return `✅ ${[...kept, ...(isUncompared ? ['not compared'] : [])].join(', ')}`;
    return settings.maxDrop === null ? 'no floor' : 'not compared';
}
function describeBroken(model, own, maxDrop) {
    const isBroken = (kind, rule) => own.some((reason) => reason.kind === kind && reason.rule === rule);
    return [
        ...(isBroken('threshold') ? describeFloor(model) : []),
        ...(isBroken('regression', 'max-drop') ? [maxDrop === null ? 'drop' : `drop > ${formatLimit(maxDrop)} pts`] : []),
        ...(isBroken('regression', 'must-pass') ? ['must-pass row broke'] : []),
        ...(isBroken('regression') ? ['regression'] : []),
    ];
}
function describeFloor({ threshold }) {
    return threshold === null ? [] : [`floor ${formatLimit(threshold)}%`];
}
function describeDrop({ baseline }, maxDrop) {
    if (maxDrop === null || baseline === null)
        return [];
    return [-baseline.difference > maxDrop + gate_cell_tolerance ? 'drop may be chance' : `drop ≤ ${formatLimit(maxDrop)} pts`];
}
/** A limit as it was set, in hundredths: the figure of a percentage or of points. */
function formatLimit(share) {
    return String(Number((share * 100).toFixed(7)));
}

;// CONCATENATED MODULE: ./build/report/details.js




const details_maxReasonChars = 300;
/** Errors by their text, or by their code where texts are hidden. */
function errorTable({ models }, showText) {
    const rows = models.flatMap(({ model, errorKinds }) => {
        const counts = new Map();
        for (const [error, times] of Object.entries(errorKinds)) {
            const shown = showText ? error : (error.split(':', 1)[0] ?? '');
            counts.set(shown, (counts.get(shown) ?? 0) + times);
        }
        return [...counts].map(([error, times]) => [(0,report_escape/* inlineCode */.ti)(model), String(times), (0,report_escape/* inlineCode */.ti)(error, details_maxReasonChars)]);
    });
    return rows.length === 0 ? [] : ['#### Errors', (0,table/* table */.tp)(['Model', 'Times', 'Error'], [':--', '--:', ':--'], rows)];
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
        : ['#### Batch jobs', (0,table/* table */.tp)(['Model', 'Job', 'State', 'Answered as'], [':--', ':--', ':--', ':--'], rows)];
}
/** What the figures rest on. */
function settingsList({ dataset, settings }) {
    const scorers = settings.scorers.map(({ scorer, weight }) => `${(0,report_escape/* inlineCode */.ti)(scorer)}${weight === 1 ? '' : ` × ${weight}`}`);
    const drawn = dataset.totalRows > dataset.rows ? `, a sample of ${(0,table/* formatCount */.B4)(dataset.totalRows)}` : '';
    const lines = [
        `Dataset: ${dataset.files.map((file) => (0,report_escape/* inlineCode */.ti)(file)).join(', ')}; ${(0,table/* countRows */.BO)(dataset.rows)}${drawn}; ${(0,report_escape/* inlineCode */.ti)(dataset.fingerprint ?? 'not read')}`,
        `Scorers: ${scorers.join(', ')}`,
        `Accepted share of rows without an answer: ${(0,shares/* formatShare */.T1)(settings.maxErrorRate, 1)}; red on: ${settings.failOn.join(', ') || 'nothing'}`,
        `Largest accepted drop: ${settings.maxDrop === null ? 'not set' : `${formatLimit(settings.maxDrop)} points`}`,
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

// EXTERNAL MODULE: ./build/gate/regression.js
var regression = __webpack_require__(11049);
;// CONCATENATED MODULE: ./build/report/footer.js




/** The last line: what was evaluated and compared, how small a drop that can show, and where the rest is. */
function footer(report, { serverUrl, artifacts }) {
    const { repository, id, attempt, sha } = report.run;
    const parts = [
        (0,table/* countRows */.BO)(report.dataset.rows),
        ...describeComparison(report),
        ...describePrompt(report),
        ...(id === '' ? [] : [`[run](${serverUrl}/${repository}/actions/runs/${id}/attempts/${attempt})`]),
        ...(artifacts.length === 0
            ? []
            : [`artifacts: ${artifacts.map(({ label, url }) => `[${(0,report_escape/* markdownText */.p7)(label)}](${url})`).join(' · ')}`]),
        ...(sha === '' ? [] : [`updated for \`${sha.slice(0, 7)}\``]),
    ];
    return `<sub>${parts.join(' · ')}</sub>`;
}
function describeComparison({ baseline, models, run }) {
    if (baseline.kind === 'none')
        return [];
    const difference = describeDataset(baseline);
    const about = [
        ...describeAge(baseline.createdAt, run.finishedAt),
        // Reports of other checks are never compared.
        ...(difference === undefined ? ['same dataset and checks'] : [`${difference} since`]),
    ];
    const compared = `compared with ${describeBaseline(baseline)}${baseline.kind === 'logged' ? '' : ` (${about.join(', ')})`}`;
    const [fewest] = models.flatMap((model) => model.baseline ?? []).sort((a, b) => a.rows - b.rows);
    return fewest === undefined ? [compared] : [compared, (0,regression/* describePower */.vL)(fewest)];
}
const minuteMs = 60_000;
const minutesPerHour = 60;
const hoursPerDay = 24;
/** How old the baseline was when the run ended; nothing when one of the times is unknown. */
function describeAge(createdAt, finishedAt) {
    const minutes = Math.floor((Date.parse(finishedAt) - Date.parse(createdAt ?? '')) / minuteMs);
    if (!(minutes >= 0))
        return [];
    if (minutes === 0)
        return ['less than a minute old'];
    const hours = Math.floor(minutes / minutesPerHour);
    if (hours >= 2 * hoursPerDay)
        return [`${countOf(Math.floor(hours / hoursPerDay), 'day')} old`];
    return [`${hours >= 1 ? countOf(hours, 'hour') : countOf(minutes, 'minute')} old`];
}
function countOf(count, unit) {
    return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
/** Whether this is the logged prompt or one under test, by its hash. */
function describePrompt({ prompts }) {
    const hashes = prompts.flatMap(({ hash, systemInstruction }) => hash === null ? [] : [`${systemInstruction ?? 'patch'} ${hash.slice(7, 15)}`]);
    return hashes.length === 0 ? [] : [`prompt: ${hashes.map((hash) => (0,report_escape/* inlineCode */.ti)(hash)).join(', ')}`];
}

;// CONCATENATED MODULE: ./build/report/headline.js

const marks = { pass: '✅', fail: '❌', inconclusive: '⚠️', pending: '⏳', skipped: '⏭️' };
const maxLoginChars = 40;
/** The first line: it is what the notification mail shows. */
function title(report) {
    return `${marks[report.verdict]} ${(0,report_escape/* markdownText */.p7)(report.name)}: ${describeVerdict(report)}`;
}
function describeVerdict(report) {
    const { verdict, models, reasons } = report;
    if (verdict === 'inconclusive')
        return 'inconclusive';
    if (verdict === 'pending')
        return 'still running';
    if (verdict === 'skipped')
        return 'validated, not run';
    if (verdict === 'pass')
        return describePass(report);
    const failing = new Set(reasons.filter(({ kind }) => kind === 'threshold' || kind === 'regression').map(({ model }) => model)).size;
    if (models.length === 1)
        return 'the model fails the gate';
    return `${failing} of ${countModels(report)} ${failing === 1 ? 'fails' : 'fail'} the gate`;
}
/** A model passes only where there is something that it could have failed. */
function describePass(report) {
    const { models, acceptance, settings } = report;
    if (acceptance !== null)
        return `accepted by ${(0,report_escape/* inlineCode */.ti)(acceptance.login, maxLoginChars)}`;
    const isOne = models.length === 1;
    const hasDropGate = settings.maxDrop !== null;
    const isGated = models.some(({ threshold, baseline }) => threshold !== null || (hasDropGate && baseline !== null));
    if (isGated)
        return isOne ? 'the model passes' : `all ${countModels(report)} pass`;
    const evaluated = isOne ? 'the model was evaluated' : `${countModels(report)} evaluated`;
    return `${evaluated}; ${hasDropGate ? 'there was nothing to compare with' : 'no floor is set'}`;
}
function countModels({ models }) {
    return `${models.length} model${models.length === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./build/report/model-table.js






/** The first table: every model with its score, how it compares with the baseline, and what the gate says. */
function modelTable(report, decimals) {
    const isCompared = report.baseline.kind !== 'none';
    const columns = [
        'Model',
        'Score (95% CI)',
        ...(isCompared ? [`vs ${describeBaselineName(report.baseline)}`, 'Broke / fixed'] : ['Passed']),
        'Errors',
        'Cost (batch)',
        'Gate',
    ];
    const alignments = columns.map((_, index) => (index === 0 || index === columns.length - 1 ? ':--' : '--:'));
    const rows = report.models.map((model) => {
        const figures = isRunning(report, model)
            ? columns.slice(2).map(() => '–')
            : [
                describeScore(model, decimals),
                ...(isCompared ? model_table_describeComparison(model, report, decimals) : [describePassed(model, report)]),
                describeUnanswered(model),
                describeCost(model),
            ];
        const running = model.jobs.length === 0 ? '⏳ no job yet' : '⏳ running';
        return [(0,report_escape/* inlineCode */.ti)(model.model), ...figures, isRunning(report, model) ? running : describeGate(model, report)];
    });
    return (0,table/* table */.tp)(columns, alignments, [...rows, ...describeLogged(report, columns.length, decimals)]);
}
/** The logged answers' own score, where they are not the baseline anyway. */
function describeLogged({ logged, baseline }, columns, decimals) {
    if (logged === null || baseline.kind === 'logged')
        return [];
    const empty = Array.from({ length: columns - 3 }, () => '');
    return [['_as logged_', describeScore({ ...logged, threshold: null }, decimals), ...empty, 'reference']];
}
function isRunning({ verdict, reasons }, { model, answered }) {
    const own = reasons.filter((reason) => reason.model === model);
    // Where nobody meant to wait there is no reason at all.
    const isLate = own.length === 0 || own.some(({ kind }) => kind === 'incomplete');
    return verdict === 'pending' && answered === 0 && isLate;
}
const model_table_tolerance = 1e-9;
function describeScore({ score, interval, threshold }, decimals) {
    if (score === null)
        return '–';
    const isUnder = threshold !== null && score < threshold - model_table_tolerance;
    const shown = isUnder ? (0,shares/* formatApart */.Wq)(score, threshold, decimals)[0] : (0,shares/* formatShare */.T1)(score, decimals);
    const range = interval === null ? '' : ` (${Math.floor(interval[0] * 100)}–${Math.ceil(interval[1] * 100)})`;
    return `${shown}${range}`;
}
/** The difference, and how many rows changed each way. */
function model_table_describeComparison({ baseline }, { settings }, decimals) {
    if (baseline === null)
        return ['–', '–'];
    const { difference, broke, fixed } = baseline;
    const { maxDrop } = settings;
    const isBeyond = maxDrop !== null && -difference > maxDrop + model_table_tolerance;
    // With as many decimals as it takes to see that it is more than accepted.
    const points = isBeyond
        ? `−${(0,shares/* formatApart */.Wq)(-difference, maxDrop, decimals)[0].replace('%', ' pts')}`
        : (0,shares/* formatPoints */.Xf)(difference, decimals);
    return [points, `${(0,table/* formatCount */.B4)(broke)} / ${(0,table/* formatCount */.B4)(fixed)}`];
}
function describePassed({ passed, rows }, { settings }) {
    return `${passed} / ${rows / settings.repeat}`;
}
function describeUnanswered({ errors, missing }) {
    return missing === 0 ? String(errors) : `${errors} + ${missing} missing`;
}
/** Dollars with their change against the baseline's; where they are not known the tokens, as far as there are any. */
function describeCost({ cost, tokens, baseline }) {
    if (cost === null)
        return tokens.total === 0 ? '–' : `${(0,table/* formatCount */.B4)(tokens.total)} tokens`;
    const before = baseline?.cost ?? 0;
    return before > 0 ? `${(0,money/* formatDollars */.n)(cost)} (${formatChange(cost / before - 1)})` : (0,money/* formatDollars */.n)(cost);
}
function formatChange(change) {
    const percent = Math.round(Math.abs(change) * 100);
    const sign = percent === 0 ? '±' : change > 0 ? '+' : '−';
    return `${sign}${(0,table/* formatCount */.B4)(percent)}%`;
}

;// CONCATENATED MODULE: ./build/report/token-table.js



/** Tokens and dollars of every model, and of the judges. */
function tokenTable({ models, judges, cost }) {
    if (models.length === 0)
        return [];
    const lines = [
        ...models.map(({ model, tokens, cost: own, passed }) => ({ name: (0,report_escape/* inlineCode */.ti)(model), tokens, cost: own, passed })),
        ...judges.map(({ model, tokens, cost: own }) => ({ name: `${(0,report_escape/* inlineCode */.ti)(model)} as judge`, tokens, cost: own })),
    ];
    const total = { name: 'Total', tokens: sumTokens(lines.map(({ tokens }) => tokens)), cost: cost.total };
    const rows = [...lines, ...(lines.length > 1 ? [total] : [])].map(describeLine);
    return [
        '#### Tokens and cost',
        (0,table/* table */.tp)(['Model', 'Prompt', 'of it cached', 'Answer', 'Thoughts', 'Total', 'Cost', 'per passed row'], [':--', '--:', '--:', '--:', '--:', '--:', '--:', '--:'], rows),
        `${describeBudget(cost)}${lines.some((line) => line.cost === null) ? ' – stands for a cost that is not known.' : ''}`,
    ];
}
function describeLine({ name, tokens, cost, passed }) {
    const counts = [tokens.prompt, tokens.cached, tokens.candidates, tokens.thoughts, tokens.total].map(table/* formatCount */.B4);
    const perRow = passed === undefined ? '' : (0,money/* formatDollars */.n)(cost === null || passed === 0 ? null : cost / passed);
    return [name, ...counts, (0,money/* formatDollars */.n)(cost), perRow];
}
/** What was expected and allowed, and where the prices come from. */
function describeBudget({ estimate, estimateWithRounds, limit, pricesReadOn }) {
    const hasRounds = estimateWithRounds !== null && estimateWithRounds !== estimate;
    const parts = [
        ...(estimate === null ? [] : [`estimate before sending ${(0,money/* formatDollars */.n)(estimate)}`]),
        ...(hasRounds ? [`with further rounds ${(0,money/* formatDollars */.n)(estimateWithRounds)}`] : []),
        ...(limit === null ? [] : [`limit ${(0,money/* formatDollars */.n)(limit)}`]),
    ];
    const prices = `prices of ${(0,report_escape/* markdownText */.p7)(pricesReadOn)}, or as given in \`prices\``;
    const text = parts.length === 0 ? prices : `${parts.join(', ')}; ${prices}`;
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
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

;// CONCATENATED MODULE: ./build/report/markdown.js













/** A comment is read in passing, the summary is where figures are looked up. */
const commentDecimals = 1;
const summaryDecimals = 2;
const maxCommentRows = 20;
const maxCommentNotices = 5;
/** The mark by which an evaluation's comment or issue is found again: one for each evaluation, and each place of its own. */
function commentMarker(name, place = '') {
    return `<!-- gemini-batch-eval:${name}${place === '' ? '' : `@${encodeURIComponent(place)}`} -->`;
}
/**
 * Renders the comment in at most `maxChars`, to stand under a marker; what it leaves out for that is told in fitToBudget. The first
 * table stays.
 */
function renderComment(report, options, maxChars, marker = commentMarker(report.name)) {
    const full = {
        decimals: commentDecimals,
        maxNotices: maxCommentNotices,
        brokenRows: maxCommentRows,
        otherRows: maxCommentRows,
        showText: options.showText,
        isBrief: false,
    };
    return fitToBudget(maxChars, full, (extent, isShortened) => [
        marker,
        ...head(report, options, extent),
        ...changedLists(report, options, extent),
        ...failedLists(report, options, extent),
        footer(report, options),
        ...(isShortened ? ['_Shortened; the full version is in the job summary._'] : []),
    ]);
}
/** Renders the job summary, or report.md: the comment's first part, then everything else in full as far as it fits. */
function renderSummary(report, options, maxChars) {
    const rows = longestList(options);
    const full = {
        decimals: summaryDecimals,
        maxNotices: report.notices.length,
        brokenRows: rows,
        otherRows: rows,
        showText: options.showText,
        isBrief: false,
    };
    return fitToBudget(maxChars, full, (extent, isShortened) => [
        ...head(report, options, extent),
        ...changedLists(report, options, extent),
        ...failedLists(report, options, extent),
        ...sections(report, options),
        footer(report, options),
        ...(isShortened ? ['_Shortened; every row is in rows.jsonl._'] : []),
    ]);
}
/** At least as many rows as the longest list of a model has. */
function longestList({ failedRows, changedRows }) {
    const counts = new Map();
    for (const { model } of [...failedRows, ...changedRows])
        counts.set(model, (counts.get(model) ?? 0) + 1);
    return Math.max(0, ...counts.values());
}
/** What only the summary has. */
function sections(report, options) {
    return [
        ...checkTable(report),
        ...judgeTable(report),
        ...sliceTable(report, summaryDecimals),
        ...repeatTable(report, summaryDecimals),
        ...separationTable(report, summaryDecimals),
        ...comparisonTable(report, options, summaryDecimals),
        ...datasetChanges(report),
        ...tokenTable(report),
        ...jobTable(report),
        ...errorTable(report, options.showText),
        ...promptList(report),
        ...settingsList(report),
    ];
}
const reasonLimits = { maxLines: 12, maxChars: 600 };
const briefLimits = { maxLines: 3, maxChars: 200 };
/** What comment and summary begin with. Nobody waits for a run without a pull request, so there the best model comes first. */
function head(report, { note }, { decimals, maxNotices, isBrief }) {
    const limits = isBrief ? briefLimits : reasonLimits;
    const leader = report.run.pullRequest === null ? leaderSentence(report, decimals) : undefined;
    const paragraph = note.split('\n').map((line) => (0,report_escape/* markdownText */.p7)(line, 1000));
    const parts = [
        `### ${title(report)}`,
        leader === undefined ? '' : `${leader}.`,
        note === '' || isBrief ? '' : paragraph.join('  \n'),
        alertBox(report, limits),
        acceptanceBox(report, limits),
        report.models.length === 0 ? '' : modelTable(report, decimals),
        noticeList(report, { ...limits, maxLines: maxNotices }, 'in the job summary'),
    ];
    return parts.filter((part) => part !== '');
}


/***/ }),

/***/ 10967:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ formatDollarsApart),
/* harmony export */   n: () => (/* binding */ formatDollars)
/* harmony export */ });
const cent = 0.01;
const centDecimals = 2;
const maxDecimals = 12;
/** US dollars: to the cent, below a cent with two significant digits; `–` for what is unknown. */
function formatDollars(dollars) {
    if (dollars === null)
        return '–';
    const decimals = dollars > 0 && dollars < cent ? 1 - Math.floor(Math.log10(dollars)) : centDecimals;
    const text = dollars.toFixed(Math.min(decimals, maxDecimals));
    if (Number(text) === 0)
        return '$0';
    // What was rounded up to a cent is shown as one.
    return `$${withThousands(Number(text) < cent ? text : Number(text).toFixed(centDecimals))}`;
}
/** An amount and the limit that it is above, with as many decimals as it takes to see that they differ. */
function formatDollarsApart(dollars, limit) {
    let texts = [formatDollars(dollars), formatDollars(limit)];
    for (let decimals = centDecimals + 1; texts[0] === texts[1] && decimals <= maxDecimals; decimals++) {
        texts = [`$${withThousands(dollars.toFixed(decimals))}`, `$${withThousands(limit.toFixed(decimals))}`];
    }
    return texts;
}
function withThousands(text) {
    return text.replace(/\B(?=(\d{3})+\.)/g, ',');
}


/***/ }),

/***/ 71799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   BO: () => (/* binding */ countRows),
/* harmony export */   tp: () => (/* binding */ table)
/* harmony export */ });
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


/***/ }),

/***/ 98751:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  YX: () => (/* binding */ isPass),
  m6: () => (/* binding */ meanAndInterval),
  xP: () => (/* binding */ measure)
});

// EXTERNAL MODULE: ./build/statistics/bootstrap.js
var bootstrap = __webpack_require__(50168);
;// CONCATENATED MODULE: ./build/statistics/wilson.js
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


const tolerance = 1e-9;
/** Sums up one model's outcomes. */
function measure(outcomes, options = {}) {
    const { rows = allRows(outcomes), ...effort } = options;
    const counts = { answered: 0, error: 0, missing: 0 };
    const scores = [];
    let passed = 0;
    let notPassed = 0;
    for (const row of rows) {
        for (let slot = row * outcomes.repeat; slot < (row + 1) * outcomes.repeat; slot++) {
            counts[outcomes.outcome(slot)]++;
            if (!isPass(outcomes.score(slot) ?? 0))
                notPassed++;
        }
        const score = outcomes.rowScore(row);
        if (score === null)
            continue;
        scores.push(score);
        if (isPass(score))
            passed++;
    }
    return {
        ...meanAndInterval(scores, effort),
        rows: rows.length * outcomes.repeat,
        answered: counts.answered,
        passed,
        errors: counts.error,
        missing: counts.missing,
        notPassed,
    };
}
/** The mean of rows' scores with its 95% interval: Wilson's where every row scores 0 or 1, else by bootstrap. */
function meanAndInterval(scores, effort = {}) {
    if (scores.length === 0)
        return { score: null, interval: null };
    const score = scores.reduce((sum, one) => sum + one, 0) / scores.length;
    const passed = scores.filter(isPass).length;
    const isPassOrFail = scores.every((one) => isPass(one) || one <= tolerance);
    return { score, interval: isPassOrFail ? wilsonInterval(passed, scores.length) : gradedInterval(scores, effort) };
}
/** Resampling equal scores gives an interval of no width, which would claim to be certain. */
function gradedInterval(scores, effort) {
    const interval = (0,bootstrap/* bootstrapInterval */.k)(scores, effort);
    return interval === null || interval[0] === interval[1] ? null : interval;
}
function allRows({ rows }) {
    return Array.from({ length: rows }, (_, row) => row);
}
/** Whether a score counts as passed. */
function isPass(score) {
    return score >= 1 - tolerance;
}


/***/ }),

/***/ 48621:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ chanceOfAtLeast),
/* harmony export */   m: () => (/* binding */ binomialChance)
/* harmony export */ });
const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);
const smallStirlingErrors = Array.from({ length: 16 }, (_, n) => {
    if (n === 0)
        return 0;
    let logFactorial = 0;
    for (let factor = 2; factor <= n; factor++)
        logFactorial += Math.log(factor);
    return logFactorial - (n + 0.5) * Math.log(n) + n - halfLogTwoPi;
});
/** What Stirling's formula leaves out of ln n!. */
function stirlingError(n) {
    const small = smallStirlingErrors[n];
    if (small !== undefined)
        return small;
    const square = n * n;
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}
/** x ln(x / mean) + mean - x, without the loss of digits where x is near the mean. */
function deviance(x, mean) {
    if (Math.abs(x - mean) >= 0.1 * (x + mean))
        return x * Math.log(x / mean) + mean - x;
    const ratio = (x - mean) / (x + mean);
    let sum = (x - mean) * ratio;
    let term = 2 * x * ratio;
    for (let j = 1; j < 1000; j++) {
        term *= ratio * ratio;
        const next = sum + term / (2 * j + 1);
        if (next === sum)
            break;
        sum = next;
    }
    return sum;
}
/**
 * The chance of exactly `hits` of `trials` at `chance` each, to nearly full precision for any number of trials.
 * C. Loader, Fast and accurate computation of binomial probabilities (2000): the method of R's dbinom.
 */
function binomialChance(hits, trials, chance) {
    if (hits < 0 || hits > trials)
        return 0;
    if (chance <= 0)
        return hits === 0 ? 1 : 0;
    if (chance >= 1)
        return hits === trials ? 1 : 0;
    if (hits === 0)
        return Math.exp(trials * Math.log1p(-chance));
    if (hits === trials)
        return Math.exp(trials * Math.log(chance));
    const misses = trials - hits;
    const log = stirlingError(trials) -
        stirlingError(hits) -
        stirlingError(misses) -
        deviance(hits, trials * chance) -
        deviance(misses, trials * (1 - chance));
    return Math.exp(log) * Math.sqrt(trials / (2 * Math.PI * hits * misses));
}
/** The chance of `hits` or more of `trials` at `chance` each. */
function chanceOfAtLeast(hits, trials, chance) {
    if (hits <= 0)
        return 1;
    if (chance >= 1)
        return hits <= trials ? 1 : 0;
    // Below the mean the other tail is the shorter sum, and 1 minus it loses no digits that count.
    if (hits <= trials * chance)
        return 1 - chanceOfAtLeast(trials - hits + 1, trials, 1 - chance);
    const odds = chance / (1 - chance);
    let term = binomialChance(hits, trials, chance);
    let sum = term;
    for (let k = hits; k < trials && term > sum * 1e-17; k++) {
        term *= ((trials - k) / (k + 1)) * odds;
        sum += term;
    }
    return Math.min(1, sum);
}


/***/ }),

/***/ 50168:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ bootstrapInterval)
/* harmony export */ });
/* harmony import */ var _normal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(50511);
/* harmony import */ var _random_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(52167);


const defaultSeed = 20_251_122;
const defaultDraws = 10_000;
const maxResampled = 2_000;
/**
 * The percentile bootstrap interval of a mean, as [low, high]; the same values in the same order always give the same one.
 * Null for fewer than two values; of no width where all are equal, so it says nothing there. Above 2,000 values the normal
 * interval, to which it is nearer than its own random error. B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap
 * (1993), chapter 13. Refuses values that are no finite numbers.
 */
function bootstrapInterval(values, { seed = defaultSeed, draws = defaultDraws, level = 0.95 } = {}) {
    if (values.length < 2)
        return null;
    const sample = Float64Array.from(values);
    if (!sample.every(Number.isFinite))
        throw new RangeError('Not a list of scores.');
    if (sample.every((value) => value === sample[0]))
        return [sample[0] ?? 0, sample[0] ?? 0];
    if (sample.length > maxResampled)
        return normalInterval(sample, level);
    const random = (0,_random_js__WEBPACK_IMPORTED_MODULE_0__/* .createRandom */ .s)(seed);
    const means = new Float64Array(draws);
    for (let draw = 0; draw < draws; draw++) {
        let sum = 0;
        for (let taken = 0; taken < sample.length; taken++) {
            sum += sample[((random() / 2 ** 32) * sample.length) | 0] ?? 0;
        }
        means[draw] = sum / sample.length;
    }
    means.sort();
    return [quantile(means, (1 - level) / 2), quantile(means, (1 + level) / 2)];
}
/** Between neighbours in proportion, as R and NumPy do by default (R. J. Hyndman and Y. Fan, 1996, type 7). */
function quantile(sorted, share) {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? 0;
    const above = sorted[Math.ceil(place)] ?? 0;
    return below + (place - Math.floor(place)) * (above - below);
}
function normalInterval(sample, level) {
    const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
    const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sample.length;
    const half = (0,_normal_js__WEBPACK_IMPORTED_MODULE_1__/* .normalPoint */ .S)((1 - level) / 2) * Math.sqrt(variance / sample.length);
    const least = sample.reduce((a, b) => Math.min(a, b));
    const most = sample.reduce((a, b) => Math.max(a, b));
    return [Math.max(least, mean - half), Math.min(most, mean + half)];
}


/***/ }),

/***/ 45722:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ holm)
/* harmony export */ });
/**
 * p-values adjusted for their number, in the order given: each compares with the level as one alone would. Null stays null and
 * is not counted. S. Holm, A simple sequentially rejective multiple test procedure, Scand. J. Statist. 6 (1979); R's p.adjust.
 */
function holm(pValues) {
    const tests = pValues.flatMap((pValue, index) => (pValue === null ? [] : [{ pValue, index }]));
    tests.sort((a, b) => a.pValue - b.pValue);
    const adjusted = pValues.map(() => null);
    let least = 0;
    for (const [rank, { pValue, index }] of tests.entries()) {
        least = Math.max(least, Math.min(1, (tests.length - rank) * pValue));
        adjusted[index] = least;
    }
    return adjusted;
}


/***/ }),

/***/ 4405:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ mcNemarMidP)
/* harmony export */ });
/* harmony import */ var _binomial_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48621);

/**
 * The two-sided mid-p value of McNemar's exact test: how likely rows that change by chance alone, each way as often as the
 * other, part into `broke` and `fixed` at least as unevenly, where what was seen itself counts half. It is twice the one-sided
 * mid-p, so 1 where both are equal. M. W. Fagerland, S. Lydersen and P. Laake, The McNemar test for binary matched-pairs data:
 * mid-p and asymptotic are better than exact conditional, BMC Medical Research Methodology 13:91 (2013); theirs differs only
 * where both are equal. Refuses what is no count.
 */
function mcNemarMidP(broke, fixed) {
    for (const count of [broke, fixed]) {
        if (!Number.isSafeInteger(count) || count < 0)
            throw new RangeError(`Not a count of rows: ${count}`);
    }
    if (broke === fixed)
        return 1;
    const changed = broke + fixed;
    const fewer = Math.min(broke, fixed);
    let term = 1;
    let below = 0;
    for (let k = fewer; k > 0 && term > below * 1e-17; k--) {
        term *= k / (changed - k + 1);
        below += term;
    }
    return Math.min(1, (0,_binomial_js__WEBPACK_IMPORTED_MODULE_0__/* .binomialChance */ .m)(fewer, changed, 0.5) * (1 + 2 * below));
}


/***/ }),

/***/ 48976:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ groupModels),
/* harmony export */   v: () => (/* binding */ maxGroupedModels)
/* harmony export */ });
/* harmony import */ var _holm_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(45722);
/* harmony import */ var _sign_flip_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(96114);


/** Pairs grow with the square of the number of models: more than these are not tested against each other. */
const maxGroupedModels = 12;
/** Tests each pair of models row by row and groups those that cannot be told apart. Models without a score are left out. */
function groupModels(models, level = 0.05) {
    const ranked = models
        .map((scored, place) => ({ scored, place, mean: meanOf(scored.scores) }))
        .filter(({ mean }) => mean !== null)
        .sort((a, b) => (b.mean ?? 0) - (a.mean ?? 0) || a.place - b.place)
        .map(({ scored }) => scored);
    const raw = ranked.flatMap((better, rank) => ranked.slice(rank + 1).map((worse) => compare(better, worse)));
    const pValues = (0,_holm_js__WEBPACK_IMPORTED_MODULE_1__/* .holm */ .f)(raw.map(({ pValue }) => pValue));
    const pairs = raw.map((pair, index) => ({ ...pair, pValue: pValues[index] ?? null }));
    const groups = [];
    let rest = ranked.map(({ model }) => model);
    while (rest[0] !== undefined) {
        const leader = rest[0];
        const apart = new Set(pairs.filter((pair) => pair.better === leader && isBelow(pair.pValue, level)).map(worseOf));
        groups.push(rest.filter((model) => !apart.has(model)));
        rest = rest.filter((model) => apart.has(model));
    }
    return { pairs, groups };
}
const worseOf = ({ worse }) => worse;
function isBelow(pValue, level) {
    return pValue !== null && pValue < level;
}
function meanOf(scores) {
    let sum = 0;
    let rows = 0;
    for (let row = 0; row < scores.length; row++) {
        const score = scores[row] ?? Number.NaN;
        if (Number.isNaN(score))
            continue;
        sum += score;
        rows++;
    }
    return rows === 0 ? null : sum / rows;
}
function compare(better, worse) {
    const differences = [];
    for (let row = 0; row < better.scores.length; row++) {
        const difference = (better.scores[row] ?? Number.NaN) - (worse.scores[row] ?? Number.NaN);
        if (!Number.isNaN(difference))
            differences.push(difference);
    }
    const rows = differences.length;
    return {
        better: better.model,
        worse: worse.model,
        rows,
        difference: meanOf(differences),
        pValue: rows === 0 ? null : (0,_sign_flip_js__WEBPACK_IMPORTED_MODULE_0__/* .signFlipMidP */ .H)(differences),
    };
}


/***/ }),

/***/ 50511:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ normalPoint),
/* harmony export */   W: () => (/* binding */ normalTail)
/* harmony export */ });
/**
 * The chance that a standard normal value is above `z`: its series near the middle, its continued fraction in the tail
 * (M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 26.2.11 and 26.2.14).
 */
function normalTail(z) {
    if (z < 0)
        return 1 - normalTail(-z);
    const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    if (z < 3) {
        let term = z;
        let sum = z;
        for (let k = 3; term > sum * 1e-17; k += 2) {
            term *= (z * z) / k;
            sum += term;
        }
        return 0.5 - density * sum;
    }
    let fraction = z;
    for (let k = 100; k >= 1; k--)
        fraction = z + k / fraction;
    return density / fraction;
}
/** The point above which a standard normal value lies with this chance; refuses chances that are not between 0 and 1. */
function normalPoint(chance) {
    if (!(chance > 0 && chance < 1))
        throw new RangeError(`Not a chance between 0 and 1: ${chance}`);
    if (chance > 0.5)
        return -normalPoint(1 - chance);
    let low = 0;
    let high = 40;
    for (let step = 0; step < 100; step++) {
        const middle = (low + high) / 2;
        if (normalTail(middle) > chance)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}


/***/ }),

/***/ 52167:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ createRandom)
/* harmony export */ });
/**
 * A sequence that only `seed` decides, the same on every machine: xoshiro128** by D. Blackman and S. Vigna (2018), its state
 * drawn from the seed by the mixing steps of MurmurHash3.
 */
function createRandom(seed) {
    let mixed = seed | 0;
    const state = Int32Array.from({ length: 4 }, () => {
        mixed = (mixed + 0x9e3779b9) | 0;
        let word = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
        word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
        return word ^ (word >>> 16);
    });
    let [a = 0, b = 0, c = 0, d = 0] = state;
    return () => {
        const product = (b << 2) + b;
        const rotated = (product << 7) | (product >>> 25);
        const result = (rotated << 3) + rotated;
        const shifted = b << 9;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = (d << 11) | (d >>> 21);
        return result >>> 0;
    };
}


/***/ }),

/***/ 96114:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  H: () => (/* binding */ signFlipMidP)
});

;// CONCATENATED MODULE: ./build/statistics/lattice.js
const maxDenominator = 1000;
const tolerance = 1e-6;
/** Positive sizes as multiples of the largest step that fits them all and is at least 1/1000; null when there is none. */
function wholeMultiples(sizes, distance) {
    const distinct = [...new Set(sizes)];
    for (let denominator = 1; denominator <= maxDenominator; denominator++) {
        if (!distinct.every((size) => isWhole(size * denominator)))
            continue;
        const whole = sizes.map((size) => Math.round(size * denominator));
        const step = whole.reduce(greatestDivisor);
        const multiples = whole.map((size) => size / step).sort((a, b) => a - b);
        const total = multiples.reduce((sum, size) => sum + size, 0);
        return { sizes: multiples, flippable: Math.round((total - (distance * denominator) / step) / 2) };
    }
    return null;
}
function isWhole(value) {
    return Math.round(value) > 0 && Math.abs(value - Math.round(value)) <= tolerance;
}
function greatestDivisor(a, b) {
    return b === 0 ? a : greatestDivisor(b, a % b);
}

// EXTERNAL MODULE: ./build/statistics/mcnemar.js
var mcnemar = __webpack_require__(4405);
// EXTERNAL MODULE: ./build/statistics/normal.js
var normal = __webpack_require__(50511);
// EXTERNAL MODULE: ./build/statistics/random.js
var statistics_random = __webpack_require__(52167);
;// CONCATENATED MODULE: ./build/statistics/sign-flip.js




const sign_flip_tolerance = 1e-9;
const maxLatticeSteps = 50_000_000;
const maxEnumerated = 20;
const maxConcentration = 0.01;
const seed = 20_251_122;
/**
 * The two-sided mid-p value of the paired sign-flip (randomisation) test on the rows' differences: how likely a mean at least
 * as far from 0 is when each difference could as well have had the other sign; means as far as the one seen count half.
 * R. A. Fisher, The Design of Experiments (1935), section 21; mid-p: H. O. Lancaster, JASA 56 (1961). On differences of 0 and
 * ±1 it is McNemar's mid-p. Exact where differences are multiples of 1/q up to q = 1000 and the sums can be counted in 50
 * million steps, and where at most 20 are not 0. Otherwise the normal distribution, where no few differences outweigh the rest
 * (the sum of fourth powers is at most a hundredth of the squared sum of squares: off by at most 0.0001), else random signs
 * with a fixed seed: 100,000 draws, standard error 0.0007 at 0.05, fewer but at least 10,000 above 1,000 differences.
 * Refuses differences that are no finite numbers.
 */
function signFlipMidP(differences) {
    const sizes = [];
    let negative = 0;
    let sum = 0;
    for (let row = 0; row < differences.length; row++) {
        const difference = differences[row] ?? Number.NaN;
        if (!Number.isFinite(difference))
            throw new RangeError(`Not a difference of scores: ${difference}`);
        if (Math.abs(difference) <= sign_flip_tolerance)
            continue;
        sizes.push(Math.abs(difference));
        sum += difference;
        if (difference < 0)
            negative++;
    }
    const first = sizes[0] ?? 0;
    if (sizes.every((size) => Math.abs(size - first) <= sign_flip_tolerance))
        return (0,mcnemar/* mcNemarMidP */.K)(negative, sizes.length - negative);
    const distance = Math.abs(sum);
    if (distance <= sign_flip_tolerance)
        return 1;
    const whole = wholeMultiples(sizes, distance);
    if (whole !== null && whole.sizes.length * whole.flippable <= maxLatticeSteps)
        return countSums(whole);
    if (sizes.length <= maxEnumerated)
        return enumerateSigns(sizes, distance);
    const squares = sizes.reduce((total, size) => total + size ** 2, 0);
    const concentration = sizes.reduce((total, size) => total + size ** 4, 0) / squares ** 2;
    if (concentration <= maxConcentration)
        return Math.min(1, 2 * (0,normal/* normalTail */.W)(distance / Math.sqrt(squares)));
    return drawSigns(sizes, distance);
}
/** The chance of each sum of flipped sizes up to `flippable`, row by row: what is flipped may be that much, or less. */
function countSums({ sizes, flippable }) {
    const chances = new Float64Array(flippable + 1);
    chances[0] = 1;
    let reach = 0;
    for (const size of sizes) {
        reach = Math.min(flippable, reach + size);
        for (let flipped = reach; flipped >= 0; flipped--) {
            const without = chances[flipped] ?? 0;
            chances[flipped] = 0.5 * (without + (flipped >= size ? (chances[flipped - size] ?? 0) : 0));
        }
    }
    let midP = 0;
    for (let flipped = 0; flipped < flippable; flipped++)
        midP += 2 * (chances[flipped] ?? 0);
    return Math.min(1, midP + (chances[flippable] ?? 0));
}
function enumerateSigns(sizes, distance) {
    const sums = new Float64Array(2 ** sizes.length);
    let filled = 1;
    for (const size of sizes) {
        for (let index = 0; index < filled; index++) {
            const sum = sums[index] ?? 0;
            sums[index] = sum + size;
            sums[index + filled] = sum - size;
        }
        filled *= 2;
    }
    return sums.reduce((total, sum) => total + weigh(sum, distance), 0) / filled;
}
function drawSigns(sizes, distance) {
    const draws = Math.max(10_000, Math.min(100_000, Math.floor(100_000_000 / sizes.length)));
    const random = (0,statistics_random/* createRandom */.s)(seed);
    const values = Float64Array.from(sizes);
    let weight = 0;
    for (let draw = 0; draw < draws; draw++) {
        let sum = 0;
        for (let start = 0; start < values.length; start += 32) {
            let bits = random();
            const end = Math.min(start + 32, values.length);
            for (let index = start; index < end; index++) {
                sum += bits & 1 ? (values[index] ?? 0) : -(values[index] ?? 0);
                bits >>>= 1;
            }
        }
        weight += weigh(sum, distance);
    }
    // What was seen is one of the possible draws, so the estimate is never 0 (B. Phipson and G. K. Smyth, 2010).
    return Math.min(1, (weight + 1) / (draws + 1));
}
function weigh(sum, distance) {
    const beyond = Math.abs(sum) - distance;
    return beyond > sign_flip_tolerance ? 1 : beyond >= -sign_flip_tolerance ? 0.5 : 0;
}


/***/ }),

/***/ 93887:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ attempt),
/* harmony export */   p: () => (/* binding */ ifTold)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/** Publishing is best effort: what fails is a warning (or, quiet, a line of the log) that names the permission that would help. */
async function attempt(world, action, tone = 'loud') {
    try {
        return await action();
    }
    catch (error) {
        const hint = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7 && error.hint !== undefined ? `\n${error.hint}` : '';
        const message = `${error instanceof Error ? error.message : String(error)}${hint}`;
        if (tone === 'loud')
            world.log.warning(message);
        else
            world.log.info(message.replace(/\s*\n\s*/g, ' '));
        return undefined;
    }
}
/** What GitHub tells, or undefined where it does not: for what helps and is not needed. */
async function ifTold(asked) {
    try {
        return await asked;
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7)
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 73696:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EP: () => (/* binding */ mayHaveEarlierJobs),
/* harmony export */   Su: () => (/* binding */ cancelRun),
/* harmony export */   _X: () => (/* binding */ cancelAll),
/* harmony export */   _f: () => (/* binding */ unite),
/* harmony export */   eP: () => (/* binding */ earlierOwner),
/* harmony export */   gg: () => (/* binding */ findLostUploads),
/* harmony export */   tellOfCancel: () => (/* binding */ tellOfCancel)
/* harmony export */ });
/* harmony import */ var _batch_find_jobs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(10649);
/* harmony import */ var _batch_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47113);
/* harmony import */ var _batch_pages_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(22443);
/* harmony import */ var _batch_states_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95065);
/* harmony import */ var _publish_comment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23509);
/* harmony import */ var _publish_status_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(88344);
/* harmony import */ var _jobs_and_files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(69208);







/** The list may lag behind a create: how often lost ones are looked for, and the pauses before, in milliseconds. */
const looksForLost = [0, 1000, 1500];
/** Clocks differ a little. */
const clockSkewMs = 60_000;
/** Cancels jobs whose creates were never answered, as far as they show; says whether all did, and none is at work any more. */
async function cancelLost(gemini, clock, log, { creates, isShared }) {
    const sought = new Map(creates.map(({ displayName, since }) => [displayName, Date.parse(since)]));
    let isDone = true;
    for (const pauseMs of sought.size === 0 ? [] : looksForLost) {
        await clock.sleep(pauseMs);
        const found = await (0,_batch_find_jobs_js__WEBPACK_IMPORTED_MODULE_0__/* .findJobs */ .kM)(gemini, new Set(sought.keys()));
        const isNew = ({ displayName, createTime }) => Date.parse(createTime ?? '') >= (sought.get(displayName) ?? Number.POSITIVE_INFINITY) - clockSkewMs;
        // Under a shared name an older job is somebody else's.
        const ours = found.filter((job) => !(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .hY)(job) && (!isShared || isNew(job)));
        isDone = await (0,_jobs_and_files_js__WEBPACK_IMPORTED_MODULE_5__/* .cancelJobs */ .F3)(gemini, log, ours.map((job) => job.name));
        // A job of an earlier attempt is not the one that is sought, even if clocks differ: it had ended, or been seen, before.
        const isIt = (job) => isNew(job) && (!(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .hY)(job) || hasEndedSince(job, sought.get(job.displayName)));
        for (const job of found.filter(isIt))
            sought.delete(job.displayName);
        if (sought.size === 0)
            break;
    }
    if (sought.size > 0)
        log.info(`A create was never answered, and no job shows: ${[...sought.keys()].join(', ')}`);
    return isDone && sought.size === 0;
}
function hasEndedSince({ endTime, createTime }, since = Number.POSITIVE_INFINITY) {
    return Date.parse(endTime ?? createTime ?? '') >= since;
}
/** The run whose earlier attempts may have left jobs and uploads that nobody wants any more. */
function earlierOwner({ name, earlierScope, phase }) {
    return phase === 'cancelled' && earlierScope !== null ? { name, scope: earlierScope } : undefined;
}
/** What of this run's uploads the main step does not know. Under a shared name a file may be somebody else's. */
async function findLostUploads(gemini, log, state) {
    const { uploads, isShared } = state;
    const owner = earlierOwner(state);
    if ((uploads.length === 0 && owner === undefined) || isShared)
        return [];
    const isOwn = (displayName) => uploads.includes(displayName) || (owner !== undefined && (0,_batch_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .isOfRun */ .NG)(displayName, owner));
    let found = [];
    await (0,_jobs_and_files_js__WEBPACK_IMPORTED_MODULE_5__/* .succeeds */ .kz)(log, async () => {
        found = await (0,_jobs_and_files_js__WEBPACK_IMPORTED_MODULE_5__/* .findUploads */ .KC)(gemini, isOwn);
    });
    return found;
}
/**
 * Leaves no paid work behind: cancels a run's jobs and deletes its uploads. A create or an upload may have been under way, so its
 * job or file is also looked for by its display name; after a cancel, so are those of earlier attempts. Uploads go when nothing
 * live reads them. Says whether no job is at work any more.
 */
async function cancelAll(gemini, clock, log, state, watch = {}) {
    const owner = earlierOwner(state);
    if (state.phase === 'cancelled')
        log.info('Cancelling what this run has bought.');
    const isTrue = async (action) => {
        let result = false;
        await (0,_jobs_and_files_js__WEBPACK_IMPORTED_MODULE_5__/* .succeeds */ .kz)(log, async () => {
            result = await action();
        });
        return result;
    };
    const done = await Promise.all([
        (0,_jobs_and_files_js__WEBPACK_IMPORTED_MODULE_5__/* .cancelJobs */ .F3)(gemini, log, state.jobs, watch.onCancelled),
        isTrue(() => cancelLost(gemini, clock, log, state)),
        isTrue(async () => owner === undefined || (0,_jobs_and_files_js__WEBPACK_IMPORTED_MODULE_5__/* .cancelJobsOf */ .eL)(owner, { gemini, cleaner: gemini, log })),
    ]);
    const found = await findLostUploads(gemini, log, state);
    await (0,_jobs_and_files_js__WEBPACK_IMPORTED_MODULE_5__/* .deleteUploads */ .Cq)(gemini, log, unite(state.files, found), watch.onDeleted);
    return done.every((isDone) => isDone);
}
/** After a cancel; what could not be done is left to the post step. Says whether no job is at work any more. */
function cancelRun({ cleaner, world, ledger }) {
    const { clock, log } = world;
    return cancelAll(cleaner, clock, log, ledger.savedState, {
        onCancelled: (name) => ledger.cancelledJob(name),
        onDeleted: (file) => ledger.deleted(file),
    });
}
/** Whether jobs of this run may exist that it does not know yet: those of an earlier attempt. */
async function mayHaveEarlierJobs({ cleaner, ledger }) {
    const { name, earlierScope } = ledger.savedState;
    if (earlierScope === null)
        return false;
    try {
        for await (const jobs of (0,_batch_pages_js__WEBPACK_IMPORTED_MODULE_6__/* .pagesOfJobs */ .E)(cleaner))
            if (jobs.some(({ displayName }) => (0,_batch_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .isOfRun */ .NG)(displayName, { name, scope: earlierScope })))
                return true;
        return false;
    }
    catch {
        return true;
    }
}
function unite(known, found) {
    return [...known, ...found.filter(({ name }) => known.every((file) => file.name !== name))];
}
/**
 * Tells GitHub of a cancelled run: its status, and its comment if it had said there that its jobs go on. Says whether something could
 * not be told for now.
 */
async function tellOfCancel(run, world, pullRequest) {
    const status = await (0,_publish_status_js__WEBPACK_IMPORTED_MODULE_4__/* .setCancelledStatus */ .KS)(run, world);
    const comment = await (0,_publish_comment_js__WEBPACK_IMPORTED_MODULE_3__/* .finishCancelledComment */ .ah)(run, world, pullRequest);
    return { isLost: status.isLost || comment.isLost };
}


/***/ }),

/***/ 69208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cq: () => (/* binding */ deleteUploads),
/* harmony export */   F3: () => (/* binding */ cancelJobs),
/* harmony export */   HG: () => (/* binding */ listLiveJobs),
/* harmony export */   KC: () => (/* binding */ findUploads),
/* harmony export */   eL: () => (/* binding */ cancelJobsOf),
/* harmony export */   kz: () => (/* binding */ succeeds)
/* harmony export */ });
/* harmony import */ var _batch_identity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47113);
/* harmony import */ var _batch_pages_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22443);
/* harmony import */ var _batch_states_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(95065);



/** Cleaning up is best effort: what fails is said, and nothing else suffers. */
async function succeeds(log, action) {
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
async function deleteUploads(gemini, log, files, onDeleted = () => undefined) {
    if (files.length === 0)
        return;
    await succeeds(log, async () => {
        const live = await listLiveJobs(gemini);
        for (const file of files) {
            const reader = live.find((job) => (0,_batch_identity_js__WEBPACK_IMPORTED_MODULE_0__/* .readsUpload */ .L)(job, file));
            if (reader !== undefined)
                log.info(`${file.name} stays: ${reader.name} reads it`);
            else if (await succeeds(log, () => gemini.deleteFile(file.name)))
                onDeleted(file.name);
        }
    });
}
/** Every job of the project that has not ended. */
async function listLiveJobs(gemini) {
    const live = [];
    for await (const jobs of (0,_batch_pages_js__WEBPACK_IMPORTED_MODULE_2__/* .pagesOfJobs */ .E)(gemini))
        live.push(...jobs.filter((job) => !(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_1__/* .hasEnded */ .hY)(job)));
    return live;
}
/** Cancels jobs; says whether none is at work any more. One that has ended meanwhile is no failure. */
async function cancelJobs(gemini, log, names, onCancelled = () => undefined) {
    const cancel = async (name) => {
        try {
            await gemini.cancelJob(name);
            log.info(`Cancelled ${name}`);
        }
        catch (error) {
            if (!(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_1__/* .hasEnded */ .hY)(await gemini.getJob(name)))
                throw error;
        }
        onCancelled(name);
    };
    const done = await Promise.all(names.map((name) => succeeds(log, () => cancel(name))));
    return done.every((isDone) => isDone);
}
/** Cancels all that is at work for a run, whatever the stage; says whether nothing is any more. */
async function cancelJobsOf(owner, { gemini, cleaner, log }) {
    const live = await listLiveJobs(gemini);
    const own = live.filter(({ displayName }) => (0,_batch_identity_js__WEBPACK_IMPORTED_MODULE_0__/* .isOfRun */ .NG)(displayName, owner));
    return cancelJobs(cleaner, log, own.map(({ name }) => name));
}
/** The uploads of which a predicate is true of their display names. */
async function findUploads(gemini, isWanted) {
    const found = [];
    for await (const files of (0,_batch_pages_js__WEBPACK_IMPORTED_MODULE_2__/* .pagesOfFiles */ .Z)(gemini))
        found.push(...files.filter(({ displayName }) => isWanted(displayName)));
    return found;
}


/***/ }),

/***/ 23509:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D0: () => (/* binding */ noComment),
/* harmony export */   HF: () => (/* binding */ writeComment),
/* harmony export */   ah: () => (/* binding */ finishCancelledComment)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _report_escape_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9924);
/* harmony import */ var _report_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53926);
/* harmony import */ var _best_effort_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93887);
/* harmony import */ var _run_mark_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(86779);





/** GitHub refuses comments above 65,536 characters; the steps down are for bodies that it counts longer than we do. */
const commentBudgets = [60_000, 30_000, 10_000];
const noComment = { url: '', isLost: false };
/** Writes the comment or brings it up to date, as `comment` asks. */
async function writeComment(inputs, world, report, options, isRed) {
    const { github } = world;
    const pullRequest = inputs.prNumber ?? world.context.pullRequestNumber;
    if (inputs.comment === 'off' || pullRequest === undefined)
        return noComment;
    if (github === undefined) {
        world.log.warning('There is no github-token, so no comment was written.');
        return noComment;
    }
    const marker = (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .commentMarker */ .Ql)(report.name);
    const mayWrite = (existing) => {
        if (existing === undefined)
            return deservesComment(inputs, report, isRed);
        // A comment that is there is kept true, whatever the mode; but not one that others have written since.
        const isKept = inputs.comment !== 'kept' || (0,_run_mark_js__WEBPACK_IMPORTED_MODULE_3__/* .isOfThisRun */ .tC)(existing, world.context);
        if (isKept && !(0,_run_mark_js__WEBPACK_IMPORTED_MODULE_3__/* .isOfLaterRun */ .lT)(existing, world.context))
            return true;
        world.log.info(`The comment on pull request ${pullRequest} speaks of another run and stays as it is`);
        return false;
    };
    let isLost = false;
    const write = async () => {
        for (const budget of commentBudgets) {
            try {
                const body = `${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .renderComment */ .wQ)(report, options, budget)}\n${(0,_run_mark_js__WEBPACK_IMPORTED_MODULE_3__/* .markOfRun */ .I0)(world.context, report.verdict === 'pending')}\n`;
                return (await github.upsertComment({ pullRequest, marker, body, mayWrite }))?.url ?? '';
            }
            catch (error) {
                const isTooLong = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7 && error.status === 422;
                if (!isTooLong || budget === commentBudgets.at(-1))
                    throw error;
            }
        }
        return '';
    };
    const url = await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_2__/* .attempt */ .C)(world, () => write().catch((error) => {
        isLost = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7 && error.isTransient;
        throw error;
    }));
    return { url: url ?? '', isLost };
}
/**
 * Finishes the comment of a run that had said that its jobs go on and was cancelled then. Says whether that could not be done for a
 * reason that may pass.
 */
async function finishCancelledComment({ name, isShared }, { context, github, log }, pullRequest) {
    if (github === undefined || pullRequest === undefined)
        return { isLost: false };
    const marker = (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .commentMarker */ .Ql)(name);
    const what = isShared
        ? 'The run was cancelled. Jobs that other runs may share (`reuse: always`) go on.'
        : 'The run was cancelled, and its jobs with it.';
    const body = `${marker}\n### 🚫 ${(0,_report_escape_js__WEBPACK_IMPORTED_MODULE_4__/* .markdownText */ .p7)(name)}: cancelled\n\n${what}\n${(0,_run_mark_js__WEBPACK_IMPORTED_MODULE_3__/* .markOfRun */ .I0)(context)}\n`;
    const mayWrite = (existing) => existing !== undefined && (0,_run_mark_js__WEBPACK_IMPORTED_MODULE_3__/* .saysPending */ .g$)(existing, context) && !(0,_run_mark_js__WEBPACK_IMPORTED_MODULE_3__/* .isOfLaterRun */ .lT)(existing, context);
    try {
        await github.upsertComment({ pullRequest, marker, body, mayWrite });
        return { isLost: false };
    }
    catch (error) {
        log.info(error instanceof Error ? error.message : String(error));
        return { isLost: !(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7) || error.isTransient };
    }
}
function deservesComment(inputs, report, isRed) {
    if (inputs.comment === 'always')
        return true;
    if (inputs.comment === 'failures')
        return isRed;
    return inputs.comment === 'changes' && report.verdict !== 'pass';
}


/***/ }),

/***/ 86779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I0: () => (/* binding */ markOfRun),
/* harmony export */   d5: () => (/* binding */ speakerOf),
/* harmony export */   d8: () => (/* binding */ isLater),
/* harmony export */   g$: () => (/* binding */ saysPending),
/* harmony export */   lT: () => (/* binding */ isOfLaterRun),
/* harmony export */   tC: () => (/* binding */ isOfThisRun)
/* harmony export */ });
/** The end of a comment or an issue: the run that it speaks of. */
function markOfRun({ runId, attempt, startedAt }, isPending = false) {
    return `<!-- run ${runId} ${attempt} ${startedAt}${isPending ? ' pending' : ''} -->`;
}
/** Whether a text is this run's own. */
function isOfThisRun(body, { runId }) {
    return runId !== '' && markIn(body)?.runId === Number(runId);
}
/** Whether a text is this run's own and says that it is at work. */
function saysPending(body, context) {
    return isOfThisRun(body, context) && markIn(body)?.isPending === true;
}
/** Whether a text speaks of a later run: what comes late does not replace what is newer. */
function isOfLaterRun(body, context) {
    return isLater(markIn(body), speakerOf(context));
}
/** Who speaks in a run; undefined outside of workflows, where nothing is late. */
function speakerOf({ runId, attempt, startedAt }) {
    return runId === '' ? undefined : { runId: Number(runId), attempt, startedAt: Date.parse(startedAt) };
}
/**
 * Whether one came later than another. Run ids grow, whenever there is a runner; but a run that somebody has started again is as
 * new as its start.
 */
function isLater(one, other) {
    if (one === undefined || other === undefined)
        return false;
    if (one.runId === other.runId)
        return one.attempt > other.attempt;
    const areFirst = one.attempt === 1 && other.attempt === 1;
    return areFirst ? one.runId > other.runId : one.startedAt > other.startedAt;
}
/** Only a mark at the very end counts: nothing that a report quotes comes after it. */
function markIn(body) {
    const [, runId, attempt, startedAt = '', pending] = /<!-- run (\d{1,15}) (\d{1,5}) (\S{1,40})( pending)? -->\s*$/.exec(body) ?? [];
    if (runId === undefined)
        return undefined;
    const isPending = pending !== undefined;
    return { runId: Number(runId), attempt: Number(attempt), startedAt: Date.parse(startedAt), isPending };
}


/***/ }),

/***/ 88344:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JE: () => (/* binding */ reportStatus),
/* harmony export */   KS: () => (/* binding */ setCancelledStatus),
/* harmony export */   iP: () => (/* binding */ announce)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _best_effort_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(93887);
/* harmony import */ var _run_mark_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86779);



const maxStatusChars = 140;
/** Says that a run is at work, unless a later run has spoken of the commit. */
async function announce(inputs, world) {
    await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_1__/* .attempt */ .C)(world, () => setUnlessLater(inputs, world, { state: 'pending', description: 'pending' }), 'quiet');
}
/**
 * The commit status of this evaluation, unless a later run has spoken of the commit. Most workflows do not allow it, so a refusal is
 * no warning. Says whether it could not be set for a reason that may pass.
 */
async function reportStatus(inputs, world, report, isRed) {
    const scores = report.models
        .map(({ model, score }) => `${model} ${score === null ? '–' : `${(score * 100).toFixed(1)}%`}`)
        .join(', ');
    const text = `${report.verdict}${scores === '' ? '' : `: ${scores}`}`;
    const description = text.length > maxStatusChars ? `${text.slice(0, maxStatusChars - 1)}…` : text;
    const state = report.verdict === 'pending' ? 'pending' : isRed ? 'failure' : 'success';
    let isLost = false;
    const set = async () => {
        try {
            if (!(await setUnlessLater(inputs, world, { state, description })))
                world.log.info('The commit status is that of a later run and stays as it is');
        }
        catch (error) {
            isLost = isPassing(error);
            throw error;
        }
    };
    await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_1__/* .attempt */ .C)(world, set, 'quiet');
    return { isLost };
}
/** A run that was cancelled must not leave a status that waits for ever. Says whether it could not be set for a reason that may pass. */
async function setCancelledStatus(inputs, teller) {
    try {
        await setUnlessLater(inputs, teller, { state: 'error', description: 'cancelled' });
        return { isLost: false };
    }
    catch (error) {
        return { isLost: isPassing(error) };
    }
}
/** Sets the status unless a later run has spoken; says whether it did. */
async function setUnlessLater(inputs, teller, word) {
    const { context, github } = teller;
    if (github === undefined || context.sha === '' || context.repository === '')
        return true;
    const status = { sha: context.sha, context: statusOf(inputs) };
    // Whoever may set a status may read it.
    const said = (await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_1__/* .ifTold */ .p)(github.listStatuses(status))) ?? [];
    const targetUrl = addressOf(context);
    if (isOvertaken(said, targetUrl, context))
        return false;
    await github.setStatus({ ...status, ...word, targetUrl });
    return true;
}
function statusOf({ name }) {
    return `gemini-batch-eval/${name}`;
}
/** Where GitHub shows an attempt of a run. */
function addressOf({ serverUrl, repository, runId, attempt }) {
    return `${serverUrl}/${repository}/actions/runs/${runId}${attempt > 1 ? `/attempts/${attempt}` : ''}`;
}
/** Whether the last to say something, of those that were not cancelled, came later than a run. Newest words first. */
function isOvertaken(said, own, context) {
    const wordsOf = new Map();
    for (const status of said)
        wordsOf.set(status.targetUrl, [...(wordsOf.get(status.targetUrl) ?? []), status]);
    const words = [...wordsOf.values()].find(([last]) => last?.state !== 'error');
    const first = words?.at(-1);
    const [, runId, attempt = '1'] = /\/actions\/runs\/(\d{1,15})(?:\/attempts\/(\d{1,5}))?$/.exec(first?.targetUrl ?? '') ?? [];
    const speaker = (0,_run_mark_js__WEBPACK_IMPORTED_MODULE_2__/* .speakerOf */ .d5)(context);
    if (first === undefined || runId === undefined || speaker === undefined)
        return false;
    // Who began first has spoken first: the order is surer than the clocks.
    const ownFirst = wordsOf.get(own)?.at(-1);
    const [theirs, ours] = ownFirst === undefined
        ? [Date.parse(first.createdAt), speaker.startedAt]
        : [-said.indexOf(first), -said.indexOf(ownFirst)];
    return (0,_run_mark_js__WEBPACK_IMPORTED_MODULE_2__/* .isLater */ .d8)({ runId: Number(runId), attempt: Number(attempt), startedAt: theirs }, { ...speaker, startedAt: ours });
}
function isPassing(error) {
    return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7 && error.isTransient;
}


/***/ })

};
