export const id = 703;
export const ids = [703];
export const modules = {

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

/***/ 87068:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ claim),
/* harmony export */   Dk: () => (/* binding */ markCollected),
/* harmony export */   Dy: () => (/* binding */ clockSkewMs),
/* harmony export */   G0: () => (/* binding */ isCollected),
/* harmony export */   fv: () => (/* binding */ isBelieved),
/* harmony export */   jf: () => (/* binding */ putUpClaim)
/* harmony export */ });
/* harmony import */ var _best_effort_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(93887);

/** Where something of this name may be believed: elsewhere than on the default branch everybody's workflow can upload it. */
function isBelieved({ context }, artifact, ownBranch) {
    const branches = [context.defaultBranch, context.ref.replace(/^refs\/heads\//, ''), ownBranch];
    return artifact.isOwn && !artifact.isExpired && branches.includes(artifact.headBranch);
}
const claimPrefix = 'gemini-batch-eval-claim-';
const collectedPrefix = 'gemini-batch-eval-collected-';
const retentionDays = 7;
const maxPages = 10;
/** A runner's clock may be wrong. */
const clockSkewMs = 3600_000;
function nameOf({ name, runId, attempt }) {
    return `${runId}-${attempt}-${name}`;
}
/**
 * Keeps two collectors from working on one pending run. GitHub has no lock, but its list of artifacts shows what was uploaded
 * before: whoever uploaded first goes on, the other gives way (L. Lamport's bakery). A claim whose workflow run has ended holds
 * nobody up. Gives a function that lets go of the claim, or undefined where another collector is at work.
 */
async function claim(world, github, pending) {
    if (world.artifacts === undefined)
        return async () => undefined;
    // A collector that may put up nothing still collects: what it publishes twice is the same.
    const { id, release } = (await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_0__/* .attempt */ .C)(world, () => putUpClaim(world, pending))) ?? unclaimed;
    // Nobody claims a run before it began.
    const listed = await github.listArtifacts({ maxPages, since: Date.parse(pending.startedAt) - clockSkewMs });
    const mine = listed.find((one) => one.id === id);
    const isOfSubmitter = (one) => one.isOwn && !one.isExpired && String(one.runId) === pending.runId;
    const counts = (one) => isBelieved(world, one, mine?.headBranch) || isOfSubmitter(one);
    const rivals = listed.filter((one) => isClaimOn(one, pending) && one.id !== id && counts(one));
    for (const rival of rivals) {
        if (mine !== undefined && !isBefore(rival, mine))
            continue;
        const run = await github.getRun(rival.runId);
        if (run === undefined || run.status === 'completed')
            continue;
        await release();
        return undefined;
    }
    return release;
}
const unclaimed = { id: undefined, release: async () => undefined };
/** Notes that this process works on a pending run: a collector, or the run itself as long as it submits. */
async function putUpClaim(world, pending) {
    const { artifacts, uniqueId } = world;
    if (artifacts === undefined)
        return unclaimed;
    const name = `${claimPrefix}${uniqueId.slice(0, 8)}-${nameOf(pending)}`;
    return { id: await putUp(world, artifacts, name), release: () => artifacts.delete(name) };
}
/** Puts up an artifact that says all by its name: an empty one cannot be uploaded. Gives its id. */
async function putUp({ files, outputDirectory, context }, artifacts, name) {
    const folder = files.join(outputDirectory, `.${name}`);
    const path = files.join(folder, 'run.txt');
    try {
        await files.writeText(path, `${context.runId}\n`);
        return (await artifacts.upload({ name, root: folder, files: [path], retentionDays })).id;
    }
    finally {
        await files.remove(folder);
    }
}
function isClaimOn({ name }, pending) {
    return name.startsWith(claimPrefix) && name.slice(claimPrefix.length + 9) === nameOf(pending);
}
function isBefore(one, other) {
    return one.createdAt === other.createdAt ? one.id < other.id : one.createdAt < other.createdAt;
}
/** Notes that a pending run was collected, for collectors that may not delete what it left. */
async function markCollected(world, pending) {
    if (world.artifacts !== undefined)
        await putUp(world, world.artifacts, `${collectedPrefix}${nameOf(pending)}`);
}
/** Whether somebody has noted that. */
async function isCollected(world, github, pending) {
    const found = await github.listArtifacts({ name: `${collectedPrefix}${nameOf(pending)}`, maxPages: 1 });
    return found.some((one) => isBelieved(world, one));
}


/***/ }),

/***/ 82703:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ checkWait),
/* harmony export */   dropPending: () => (/* binding */ dropPending),
/* harmony export */   j: () => (/* binding */ leavePending)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _best_effort_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(93887);
/* harmony import */ var _claim_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87068);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(39451);




/** Artifacts of runs that nobody collects go by themselves; a batch job lives 48 hours. */
const retentionDays = 7;
/**
 * Leaves all that later stages need as an artifact, sealed, before the first job is created: whatever happens to this process from
 * then on, a collector can finish the run. A run that waits does so too, as long as artifacts are wanted, and takes it away at
 * its end. Without waiting it is what everything rests on: throws where it cannot be left; and until `letGo` is called, collectors
 * keep off, since this process is still submitting.
 */
async function leavePending(inputs, world, dataset, recorded, patience) {
    const isAttended = patience.kind === 'wait';
    let letGo = async () => undefined;
    if (patience.kind === 'visit')
        return { letGo, isLeft: false };
    const mayBeLeft = world.context.attempt > 1;
    const lack = isAttended ? await findLack(inputs, world, dataset) : undefined;
    if (lack !== undefined)
        return { letGo, lack, isLeft: mayBeLeft };
    const { runId, attempt: attemptOfRun, startedAt } = world.context;
    const left = { name: inputs.name, runId, attempt: attemptOfRun, startedAt };
    try {
        if (!isAttended)
            letGo = (await (0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .putUpClaim */ .jf)(world, left)).release;
        await seal(inputs, world, dataset, recorded, isAttended);
    }
    catch (error) {
        await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_1__/* .attempt */ .C)(world, letGo, 'quiet');
        world.signal.throwIfAborted();
        const hint = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7 && error.hint !== undefined ? `. ${error.hint}` : '';
        const why = `${error instanceof Error ? error.message : String(error)}${hint}`;
        if (!isAttended)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([{ input: 'wait', received: 'false', message: `needs an artifact, and ${why}` }]);
        world.log.info(`Nothing was left for a collector: ${why}`);
        return { letGo, lack: 'nothing could be left for a collector', isLeft: mayBeLeft };
    }
    return { letGo, isLeft: true };
}
/** Sealing takes about 20 s a gigabyte, in vain in most runs that wait. */
const maxAttendedBytes = 256 * 1024 ** 2;
/** Why a run that waits leaves nothing for a collector, if it does not. */
async function findLack(inputs, world, { sourcePaths }) {
    const { scorers, uploadArtifacts } = inputs;
    const code = scorers.find(({ isCode }) => isCode);
    if (code !== undefined)
        return `a collector runs no code of the repository (${code.label})`;
    if (!uploadArtifacts)
        return 'upload-artifacts is false';
    if (world.artifacts === undefined || world.vault === undefined)
        return 'there is no artifact service';
    const sizes = await Promise.all(sourcePaths.map((path) => world.files.size(path)));
    const isLarge = sizes.reduce((sum, size) => sum + size, 0) > maxAttendedBytes;
    return isLarge ? 'the dataset is too large to be left for a collector' : undefined;
}
/** Refuses what could not be collected, before anything is sent. */
function checkWait({ wait, scorers, dryRun }, { artifacts }) {
    if (wait || dryRun)
        return;
    const code = scorers.find(({ isCode }) => isCode);
    const problem = code !== undefined
        ? `cannot be used with the scorer ${code.label}: a collector runs no code of the repository`
        : artifacts === undefined
            ? 'needs the artifact service of a workflow run, which is not there'
            : undefined;
    if (problem !== undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([{ input: 'wait', received: 'false', message: problem }]);
}
async function seal(inputs, world, dataset, recorded, isAttended) {
    const { artifacts, vault, files, context, clock, uniqueId } = world;
    if (artifacts === undefined || vault === undefined)
        return;
    const folder = files.join(world.outputDirectory, '.pending');
    const path = files.join(folder, 'pending.bin');
    const manifestPath = files.join(folder, 'manifest.json');
    const places = filesOf(inputs, dataset, recorded);
    const { workspace: _, ...place } = context;
    const pullRequest = inputs.prNumber ?? context.pullRequestNumber;
    const headSha = pullRequest === undefined || pullRequest === context.pullRequest?.number
        ? undefined
        : (await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_1__/* .ifTold */ .p)(Promise.resolve(world.github?.getPullRequest(pullRequest))))?.headSha;
    const manifest = {
        version: _manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .pendingVersion */ .ie,
        name: inputs.name,
        context: place,
        uniqueId,
        createdAt: new Date(clock.now()).toISOString(),
        isAttended,
        ...(headSha !== undefined && { headSha }),
        inputs: recorded,
        files: Object.fromEntries(places.map(({ named }, index) => [named, `file-${index}`])),
        requestsDigests: dataset.files.map(({ requestsDigest }) => requestsDigest),
    };
    const name = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .pendingArtifactName */ .F)(inputs.name);
    const entries = [
        { name: 'manifest.json', path: manifestPath },
        ...places.map(({ path: from }, index) => ({ name: `file-${index}`, path: from })),
    ];
    try {
        await files.writeText(manifestPath, JSON.stringify(manifest));
        await vault.seal({ path, subject: (0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .subjectOfPending */ .d6)(context.repository, context.runId, name), entries });
        const spareName = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .sparePendingName */ .AP)(inputs.name);
        await artifacts.upload({ name, spareName, root: folder, files: [path], retentionDays, isCompressed: true });
    }
    finally {
        await files.remove(folder);
    }
}
/** Every file that the inputs name, with the path or address that they name it by; each once. */
function filesOf(inputs, dataset, { found }) {
    const addresses = inputs.dataset.flatMap((source, index) => source.kind === 'address' ? [{ named: source.display, path: dataset.sourcePaths[index] ?? '' }] : []);
    const paths = new Set(Object.values(found).flatMap((files) => files.map(({ path }) => path)));
    return [...addresses, ...[...paths].map((path) => ({ named: path, path }))];
}
/** Takes away what was left for a collector: the run has come to its end. What a namesake has left stays. */
async function dropPending({ name, isLeft }, world) {
    if (!isLeft)
        return;
    const { artifacts, context } = world;
    const names = [(0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .pendingArtifactName */ .F)(name), ...(context.attempt > 1 ? [(0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .sparePendingName */ .AP)(name)] : [])];
    for (const one of names)
        await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_1__/* .attempt */ .C)(world, async () => artifacts?.delete(one), 'quiet');
}


/***/ }),

/***/ 39451:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $3: () => (/* binding */ plainPendingName),
/* harmony export */   AP: () => (/* binding */ sparePendingName),
/* harmony export */   Ex: () => (/* binding */ pendingPrefix),
/* harmony export */   F: () => (/* binding */ pendingArtifactName),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   d6: () => (/* binding */ subjectOfPending),
/* harmony export */   ie: () => (/* binding */ pendingVersion),
/* harmony export */   sU: () => (/* binding */ relocate)
/* harmony export */ });
/* harmony import */ var _scoring_json_object_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(256);

/** Another one cannot be collected: what it holds would not lead to the same jobs. */
const pendingVersion = 2;
/** The name of the artifact that holds an evaluation's pending run. */
function pendingArtifactName(name) {
    return `${pendingPrefix}${name}`;
}
/** Where that name is held by an upload that was broken off. */
function sparePendingName(name) {
    return `${pendingArtifactName(name)}${spareEnding}`;
}
/** The name of an artifact, whichever of the two it goes by. */
function plainPendingName(artifactName) {
    return artifactName.endsWith(spareEnding) ? artifactName.slice(0, -spareEnding.length) : artifactName;
}
/** No evaluation's name has a tilde. */
const spareEnding = '~again';
const pendingPrefix = 'gemini-batch-eval-pending-';
/** What a sealed pending run is bound to: moved to another run, repository or name, it does not open. */
function subjectOfPending(repository, runId, artifactName) {
    return JSON.stringify([repository.toLowerCase(), runId, artifactName]);
}
/** Reads a manifest. It was authenticated, so only its version can be foreign. */
function parseManifest(text) {
    const manifest = (0,_scoring_json_object_js__WEBPACK_IMPORTED_MODULE_0__/* .asObject */ .eB)(JSON.parse(text));
    return manifest?.version === pendingVersion ? manifest : undefined;
}
/** The recorded inputs with every file where it was unpacked. */
function relocate({ inputs, files }, unpacked) {
    const locate = (place) => unpacked.get((Object.hasOwn(files, place) ? files[place] : undefined) ?? '');
    const moved = ({ path, display }) => ({ path: locate(path) ?? path, display });
    const found = Object.entries(inputs.found).map(([question, list]) => [question, list.map(moved)]);
    return { inputs: { ...inputs, found: Object.fromEntries(found) }, locate };
}


/***/ })

};
