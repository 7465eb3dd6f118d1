export const id = 893;
export const ids = [893];
export const modules = {

/***/ 19893:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createGitHub: () => (/* binding */ createGitHub)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./build/adapters/http-get.js
var http_get = __webpack_require__(46512);
;// CONCATENATED MODULE: ./build/adapters/github/at-most.js
/** Lets bytes through up to a limit, whatever was announced of them; above it fails with the error given. */
function atMost(maxBytes, tooMany) {
    return async function* limit(source) {
        let bytes = 0;
        for await (const chunk of source) {
            bytes += chunk.length;
            if (bytes > maxBytes)
                throw tooMany();
            yield chunk;
        }
    };
}

;// CONCATENATED MODULE: ./build/adapters/github/errors.js

/** Octokit gives a network failure the status 500. */
function statusOf(error) {
    const { status } = error;
    return typeof status === 'number' ? status : undefined;
}
/** Asking again can help. */
function isPassing(error) {
    const status = statusOf(error);
    return status === undefined || status === 408 || status === 429 || status >= 500 || isRateLimited(error);
}
/** Too many requests come as 403 too, which is no lack of permission. */
function isRateLimited(error) {
    return statusOf(error) === 403 && error instanceof Error && /rate limit/i.test(error.message);
}
const tooManyRequests = 429;
/** Any failure of a call; where the token was refused, with the line of `permissions:` that would help. */
function toServiceError(error, action, permission) {
    if (error instanceof errors/* ServiceError */._7)
        return error;
    const status = isRateLimited(error) ? tooManyRequests : statusOf(error);
    const message = error instanceof Error ? error.message : String(error);
    const isRefused = status === 401 || status === 403 || status === 404;
    const hint = isRefused
        ? `Give the job this permission, beside the others it needs:\npermissions:\n  ${permission}`
        : undefined;
    return new errors/* ServiceError */._7(message, {
        action,
        ...(status === undefined ? {} : { status }),
        ...(hint === undefined ? {} : { hint }),
        cause: error,
    });
}

;// CONCATENATED MODULE: ./build/adapters/github/reply.js

/** Members of a reply; none where it is no object. */
function asObject(value) {
    return typeof value === 'object' && value !== null ? value : {};
}
/** Items of a reply. What is no list, such as a proxy's page, says nothing: it is not taken for an empty one. */
function asList(value) {
    if (Array.isArray(value))
        return value;
    throw new errors/* ServiceError */._7('the answer is no list', { action: 'read what GitHub lists' });
}
/** A time that can be compared; undefined for anything else. */
function asTime(value) {
    return typeof value === 'string' && Number.isFinite(Date.parse(value)) ? value : undefined;
}

;// CONCATENATED MODULE: ./build/adapters/github/download.js








const maxRedirects = 5;
const maxErrorChars = 64 * 1024;
const defaultIdleTimeoutMs = 60_000;
/** Downloads an artifact's archive, once and from its start. Throws for one that is cut or too large. */
async function downloadArchive(client, download) {
    const { action, path, maxBytes } = download;
    const tooLarge = () => new errors/* ServiceError */._7(`it is larger than ${maxBytes} bytes`, { action, status: 200 });
    try {
        const message = await openArchive(client, download);
        const announced = message.headers['content-length'];
        if (Number(announced) > maxBytes) {
            message.destroy();
            throw tooLarge();
        }
        await (0,external_node_stream_promises_.pipeline)(message, atMost(maxBytes, tooLarge), (0,external_node_fs_.createWriteStream)(path), { signal: client.signal });
        const { size } = await (0,promises_.stat)(path);
        if (announced !== undefined && Number(announced) !== size)
            throw new Error(`${size} of ${announced} bytes arrived`);
    }
    catch (error) {
        client.signal.throwIfAborted();
        if (error instanceof errors/* ServiceError */._7 || statusOf(error) !== undefined)
            throw error;
        // The client's own words quote the address, and its query is a signature that opens the archive to anybody.
        const words = error instanceof Error ? error.message : String(error);
        throw new errors/* ServiceError */._7(words.replace(/\?\S*/g, ''), { action });
    }
}
/** Follows redirects by hand: GitHub sends us to a signed address elsewhere, and the token goes to GitHub's own origin only. */
async function openArchive({ octokit, place, options, signal }, { id, action }) {
    const { idleTimeoutMs = defaultIdleTimeoutMs } = options;
    const request = { ...place, artifact_id: id, archive_format: 'zip' };
    const { url: start, headers } = octokit.rest.actions.downloadArtifact.endpoint(request);
    const home = new URL(start);
    let url = home;
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
        const isHome = url.origin === home.origin;
        const credentials = { accept: String(headers.accept), authorization: `token ${options.token}` };
        const message = await (0,http_get/* openBody */.B)(url, { headers: isHome ? credentials : {}, idleTimeoutMs, signal });
        const status = message.statusCode ?? 0;
        if (status === 200)
            return message;
        const { location } = message.headers;
        if (status < 300 || status >= 400 || location === undefined)
            throw isHome ? await readRefusal(message, status) : refuseStored(message, { action, status });
        message.resume();
        url = nextOf(url, location, action);
        if (url.protocol !== 'https:' && url.protocol !== home.protocol)
            throw new errors/* ServiceError */._7('it redirects to an address without https', { action, status: 310 });
    }
    throw new errors/* ServiceError */._7('too many redirects', { action, status: 310 });
}
function nextOf(url, location, action) {
    if (URL.canParse(location, url.href))
        return new URL(location, url);
    throw new errors/* ServiceError */._7('it redirects to what is no address', { action, status: 310 });
}
/** GitHub's own refusal, in its words. */
async function readRefusal(message, status) {
    let text = '';
    for await (const chunk of message.setEncoding('utf8')) {
        text += chunk;
        if (text.length > maxErrorChars)
            break;
    }
    return Object.assign(new Error(wordsOf(text)), { status });
}
function wordsOf(text) {
    try {
        const { message } = asObject(JSON.parse(text));
        if (typeof message === 'string')
            return message;
    }
    catch {
        // A proxy on the way may answer with a page.
    }
    return 'the server did not hand it out';
}
/** The storage knows nothing of permissions. */
function refuseStored(message, details) {
    message.resume();
    return new errors/* ServiceError */._7('the storage that GitHub keeps it in did not hand it out', details);
}

// EXTERNAL MODULE: ./node_modules/p-retry/index.js + 1 modules
var p_retry = __webpack_require__(74995);
;// CONCATENATED MODULE: ./build/adapters/github/retry.js


const maxAttempts = 4;
/** Repeats what a passing fault broke; what remains says which line of `permissions:` would help. */
async function attempt({ options, signal }, { action, permission }, call) {
    try {
        return await (0,p_retry/* default */.Ay)(call, {
            retries: maxAttempts - 1,
            minTimeout: Math.min(1000, options.maxPauseMs),
            maxTimeout: options.maxPauseMs,
            randomize: true,
            signal,
            shouldRetry: ({ error }) => isPassing(error),
        });
    }
    catch (error) {
        signal.throwIfAborted();
        throw toServiceError(error, action, permission);
    }
}
/** A write whose answer was lost may have happened or not: called again, what it left is looked for before it is repeated. */
function onceOnly(steps) {
    let isSent = false;
    return async () => {
        const found = isSent ? await steps.find() : undefined;
        isSent = true;
        return found ?? steps.write();
    };
}

// EXTERNAL MODULE: ./node_modules/yauzl/index.js
var yauzl = __webpack_require__(20663);
;// CONCATENATED MODULE: ./build/adapters/github/unpack.js




/** Ours hold a dozen; a list without end would keep us reading. */
const maxListed = 10_000;
/**
 * Unpacks the entries asked for and gives the names that were there. Names are compared byte for byte, and one that does not
 * match is never looked at, so a path that leads elsewhere is just another name. Refuses what tools would read differently:
 * a name that is there twice.
 */
async function unpack(archive, wanted, signal) {
    const found = new Set();
    const zip = await (0,yauzl/* openPromise */.sO)(archive, { autoClose: false, decodeStrings: false });
    // Closing can fail behind the last entry, where nobody listens any more; unheard it would end the process.
    zip.on('error', () => undefined);
    try {
        if (zip.entryCount > maxListed)
            throw new Error(`it lists ${zip.entryCount} files`);
        for await (const entry of zip.eachEntry()) {
            signal.throwIfAborted();
            const one = wanted.find(({ name }) => entry.fileNameRaw.equals(Buffer.from(name)));
            if (one === undefined)
                continue;
            if (found.has(one.name))
                throw new Error(`${one.name} is there twice`);
            found.add(one.name);
            await extract(zip, entry, one, signal);
        }
        return found;
    }
    finally {
        zip.close();
    }
}
async function extract(zip, entry, { name, maxBytes, path }, signal) {
    if (entry.isEncrypted())
        throw new Error(`${name} is encrypted`);
    const tooMany = () => new Error(`${name} is larger than ${maxBytes} bytes`);
    const source = await zip.openReadStreamPromise(entry);
    await (0,external_node_stream_promises_.pipeline)(source, atMost(maxBytes, tooMany), (0,external_node_fs_.createWriteStream)(path, { flags: 'wx' }), { signal });
}

;// CONCATENATED MODULE: ./build/adapters/github/archive.js






/** Beside a report lie its requests, compressed; a request file may have 2 GB. */
const defaultMaxOtherBytes = 1024 ** 3;
/**
 * Downloads an artifact and puts the entries asked for directly into the folder, under the last part of their names.
 * Everything is made in a room of its own there, and only what is whole comes out of it.
 */
async function fetchArtifact(client, request) {
    const { id, folder } = request;
    let room;
    try {
        await (0,promises_.mkdir)(folder, { recursive: true });
        room = await (0,promises_.mkdtemp)((0,external_node_path_.join)(folder, '.artifact-'));
        return await fetchThrough(client, request, room);
    }
    catch (error) {
        client.signal.throwIfAborted();
        if (error instanceof errors/* ServiceError */._7)
            throw error;
        const words = error instanceof Error ? error.message : String(error);
        // The answer came, and asking again would bring the same; unless it is the disk that fails.
        const status = isOfSystem(error) ? {} : { status: 200 };
        throw new errors/* ServiceError */._7(words, { action: `unpack artifact ${id}`, ...status, cause: error });
    }
    finally {
        // What was fetched is good, even if this cannot be tidied up.
        if (room !== undefined)
            await (0,promises_.rm)(room, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
    }
}
async function fetchThrough(client, { id, folder, entries }, room) {
    const wanted = entries.map((entry, index) => ({
        ...entry,
        path: (0,external_node_path_.join)(room, String(index)),
        target: (0,external_node_path_.join)(folder, fileNameOf(entry.name)),
    }));
    const path = (0,external_node_path_.join)(room, 'archive');
    const others = client.options.maxOtherBytes ?? defaultMaxOtherBytes;
    const maxBytes = entries.reduce((sum, entry) => sum + entry.maxBytes, others);
    const action = `download artifact ${id}`;
    await attempt(client, { action, permission: 'actions: read' }, () => downloadArchive(client, { id, action, path, maxBytes }));
    const found = await unpack(path, wanted, client.signal);
    for (const { name, path, target } of wanted)
        if (found.has(name))
            await (0,promises_.rename)(path, target);
    return found;
}
function isOfSystem(error) {
    return error instanceof Error && 'syscall' in error;
}
function fileNameOf(name) {
    const file = (0,external_node_path_.basename)(name);
    if (['', '.', '..'].includes(file))
        throw new Error(`${name} is no name of a file`);
    return file;
}

;// CONCATENATED MODULE: ./build/adapters/github/missing.js

/** Undefined when there is no such thing; but "not found" is also said to who may not read. */
async function unlessMissing({ statuses, probe }, call) {
    try {
        return await call();
    }
    catch (error) {
        const status = statusOf(error);
        if (status === undefined || !statuses.includes(status))
            throw error;
        if (status === 404) {
            await probe().catch((failure) => {
                throw statusOf(failure) === 404 ? error : failure;
            });
        }
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/adapters/github/pages.js
const pageSize = 100;
/**
 * Page after page, for as long as GitHub names a next one. They are asked for by number: the address that it names is not
 * followed, so the token goes nowhere else.
 */
async function* readPages(ask, maxPages = Number.POSITIVE_INFINITY) {
    for (let page = 1; page <= maxPages; page++) {
        const { data, headers } = await ask({ page, per_page: pageSize });
        yield data;
        if (!headers.link?.includes('rel="next"'))
            return;
    }
}

;// CONCATENATED MODULE: ./build/adapters/github/artifacts.js



/**
 * Artifacts of exactly this name, or all, newest first. What an entry of the list lacks is not guessed: it is left out. An
 * artifact that is uploaded meanwhile moves others to the next page, where they come again.
 */
async function listArtifacts({ octokit, place }, { name, maxPages, since = Number.NEGATIVE_INFINITY }) {
    const found = new Map();
    const filter = { ...place, ...(name === undefined ? {} : { name }) };
    const pages = readPages((page) => octokit.rest.actions.listArtifactsForRepo({ ...filter, ...page }), maxPages);
    for await (const page of pages) {
        const artifacts = asList(asObject(page).artifacts).flatMap((entry) => parseArtifact(entry) ?? []);
        for (const artifact of artifacts)
            if (name === undefined || artifact.name === name)
                found.set(artifact.id, artifact);
        const [first, last] = [artifacts.at(0), artifacts.at(-1)].map((one) => Date.parse(one?.createdAt ?? ''));
        // The newest come first, which GitHub promises nowhere.
        if (first !== undefined && last !== undefined && last <= first && last < since)
            break;
    }
    return [...found.values()].sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.id - a.id);
}
/** Deletes an artifact; one that is not there is done. */
async function deleteArtifact(client, id) {
    const { octokit, place } = client;
    await unlessMissing(absence(client), () => octokit.rest.actions.deleteArtifact({ ...place, artifact_id: id }));
}
/** What Actions keeps is missing when it is not found, as long as the list of artifacts can be read. */
function absence({ octokit, place }) {
    return { statuses: [404], probe: () => octokit.rest.actions.listArtifactsForRepo({ ...place, per_page: 1 }) };
}
function parseArtifact(value) {
    const entry = asObject(value);
    const run = asObject(entry.workflow_run);
    const { id, name, size_in_bytes: sizeBytes, expired: isExpired } = entry;
    const { id: runId, head_branch: headBranch, head_sha: headSha } = run;
    const createdAt = asTime(entry.created_at);
    if (typeof id !== 'number' || typeof sizeBytes !== 'number' || typeof runId !== 'number')
        return undefined;
    if (typeof name !== 'string' || typeof headBranch !== 'string' || typeof headSha !== 'string')
        return undefined;
    if (typeof isExpired !== 'boolean' || createdAt === undefined)
        return undefined;
    const { repository_id: repository, head_repository_id: headRepository } = run;
    const isOwn = typeof repository === 'number' && repository === headRepository;
    return { id, name, sizeBytes, isExpired, createdAt, runId, headBranch, headSha, isOwn };
}

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js
var github = __webpack_require__(61351);
;// CONCATENATED MODULE: ./build/adapters/github/client.js

/** A signal that is never aborted. */
const never = new AbortController().signal;
function createClient(options) {
    const octokit = (0,github/* getOctokit */.Q)(options.token, options.apiUrl === undefined ? {} : { baseUrl: options.apiUrl });
    const [owner = '', repo = ''] = options.repository.split('/');
    const { signal = never } = options;
    octokit.hook.before('request', (request) => {
        // A write that is cut off may have happened or not; it is short, and goes through. The object is shared with other requests.
        if (request.method === 'GET')
            request.request = { ...request.request, signal };
    });
    return { octokit, place: { owner, repo }, options, signal };
}

;// CONCATENATED MODULE: ./build/adapters/github/login.js

/** The login of the job's own token, which may not ask who it is. */
const actionsLogin = 'github-actions[bot]';
/**
 * The login that this token writes as. GraphQL knows it for every kind of token; GET /user only for people's. A token that may
 * ask neither is the job's own.
 */
async function readLogin(octokit) {
    try {
        const { viewer } = await octokit.graphql('query { viewer { login } }');
        return viewer.login;
    }
    catch (error) {
        throwIfPassing(error);
    }
    try {
        return (await octokit.rest.users.getAuthenticated()).data.login;
    }
    catch (error) {
        throwIfPassing(error);
        return actionsLogin;
    }
}
/** A fault that will pass says nothing about the token: taken for a refusal, it would hide our own comment from us. */
function throwIfPassing(error) {
    if (statusOf(error) !== undefined && isPassing(error))
        throw error;
}

;// CONCATENATED MODULE: ./build/adapters/github/comments.js


/** The comment with this marker that this token wrote, if there is one. */
async function findComment({ octokit, place }, { pullRequest, marker }) {
    let own;
    const pages = readPages((page) => octokit.rest.issues.listComments({ ...place, issue_number: pullRequest, ...page }));
    for await (const comments of pages) {
        for (const comment of comments) {
            if (!comment.body?.trimStart().startsWith(marker))
                continue;
            own ??= await readLogin(octokit);
            if (comment.user?.login === own)
                return { id: comment.id, body: comment.body };
        }
    }
    return undefined;
}
/** Looking first makes every repetition safe: a create whose answer was lost is found and updated. */
async function upsertComment(client, wanted) {
    const { issues } = client.octokit.rest;
    const { pullRequest, body, mayWrite } = wanted;
    const existing = await findComment(client, wanted);
    if (!mayWrite(existing?.body))
        return undefined;
    const { data } = existing === undefined
        ? await issues.createComment({ ...client.place, issue_number: pullRequest, body })
        : await issues.updateComment({ ...client.place, comment_id: existing.id, body });
    return { url: data.html_url, created: existing === undefined };
}

;// CONCATENATED MODULE: ./build/adapters/github/commits.js



/** The commit that a branch, tag or (shortened) hash names; undefined when there is none. */
async function resolveCommit(client, ref) {
    const { octokit, place } = client;
    // As parts of a path these would name another resource.
    if (['', '.', '..'].includes(ref))
        return undefined;
    return unlessMissing(commits_absence(client, [404, 422]), async () => {
        // Of the commit's files one is enough: they come with their changes.
        const { data } = await octokit.rest.repos.getCommit({ ...place, ref, per_page: 1 });
        return data.sha;
    });
}
/** Whether a commit is `of` or comes before it; undefined when GitHub cannot tell. */
async function isAncestor(client, { ancestor, of }) {
    const { octokit, place } = client;
    return unlessMissing(commits_absence(client, [404]), async () => {
        const basehead = `${of}...${ancestor}`;
        const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...place, basehead, per_page: 1 });
        return data.status === 'identical' || data.status === 'behind';
    });
}
/** A commit and what comes before it; of one that is gone, nothing. */
async function listAncestors(client, { sha, maxPages }) {
    const { octokit, place } = client;
    const found = await unlessMissing(commits_absence(client, [404, 422]), async () => {
        const shas = new Set();
        let isComplete = false;
        const pages = readPages(async (page) => {
            const reply = await octokit.rest.repos.listCommits({ ...place, sha, ...page });
            isComplete = !reply.headers.link?.includes('rel="next"');
            return reply;
        }, maxPages);
        for await (const page of pages)
            for (const { sha: one } of asList(page).map(asObject))
                if (typeof one === 'string')
                    shas.add(one);
        return { shas, isComplete };
    });
    return found ?? { shas: new Set(), isComplete: false };
}
/** Commits are missing with these statuses, as long as the repository shows any. */
function commits_absence({ octokit, place }, statuses) {
    return { statuses, probe: () => octokit.rest.repos.listCommits({ ...place, per_page: 1 }) };
}

;// CONCATENATED MODULE: ./build/adapters/github/issues.js




const maxPages = 3;
/** Of our issues that begin with this marker the one that was touched last. */
async function findIssue(client, { marker }) {
    const found = await findOwn(client, ({ body }) => body?.trimStart().startsWith(marker) === true);
    return found && parseIssue(found);
}
/** Gives a function that opens the issue, and when it is called again, first looks whether it did. */
function openIssue(client, { title, body }) {
    const { octokit, place } = client;
    const isThis = (issue) => issue.state === 'open' && issue.title === title && isSame(issue.body, body);
    return onceOnly({
        find: async () => {
            const found = await findOwn(client, isThis);
            return found && parseIssue(found);
        },
        write: async () => parseIssue((await octokit.rest.issues.create({ ...place, title, body })).data),
    });
}
/** Changes what is given. */
async function updateIssue({ octokit, place }, { number, ...change }) {
    return parseIssue((await octokit.rest.issues.update({ ...place, issue_number: number, ...change })).data);
}
/** Gives a function that writes the comment, and when it is called again, first looks whether it did. */
function commentOnIssue({ octokit, place }, { number, body }) {
    const at = { ...place, issue_number: number };
    return onceOnly({
        find: async () => {
            const own = await readLogin(octokit);
            for await (const comments of readPages((page) => octokit.rest.issues.listComments({ ...at, ...page })))
                for (const comment of comments)
                    if (comment.user?.login === own && isSame(comment.body, body))
                        return { url: comment.html_url };
            return undefined;
        },
        write: async () => ({ url: (await octokit.rest.issues.createComment({ ...at, body })).data.html_url }),
    });
}
/**
 * GitHub chooses by author, where it can: for some apps it finds none (renovatebot/renovate#44730), and taken at its word we
 * would open a new issue every night. So a list without any entry is asked for again, without choosing.
 */
async function findOwn(client, isAsked) {
    const own = await readLogin(client.octokit);
    let isEmpty = true;
    for (const filter of [{ creator: own }, {}]) {
        for await (const issues of listIssues(client, filter)) {
            if (issues.length > 0)
                isEmpty = false;
            const found = issues.find((issue) => issue.user?.login === own && issue.pull_request === undefined && isAsked(issue));
            if (found !== undefined)
                return found;
        }
        if (!isEmpty)
            return undefined;
    }
    return undefined;
}
/** Pages of issues and pull requests, what was touched last first. */
async function* listIssues({ octokit, place }, filter) {
    const query = { ...place, ...filter, state: 'all', sort: 'updated', direction: 'desc' };
    try {
        yield* readPages((page) => octokit.rest.issues.listForRepo({ ...query, ...page }), maxPages);
    }
    catch (error) {
        // With this GitHub refuses a value that it does not know.
        if (filter.creator === undefined || statusOf(error) !== 422)
            throw error;
    }
}
function parseIssue({ number, html_url: url, state, body }) {
    return { number, url, state: state === 'closed' ? 'closed' : 'open', body: body ?? '' };
}
/** GitHub may keep other line ends than it was sent, and no space at the end. */
function isSame(kept, sent) {
    const [one, other] = [kept ?? '', sent].map((text) => text.replaceAll('\r\n', '\n').trim());
    return one === other;
}

;// CONCATENATED MODULE: ./build/adapters/github/labels.js


/** What GitHub shows in place of an account that is gone. */
const ghost = 'ghost';
/** How a label came to be on the pull request; undefined when it is not on it now, or nothing says who set it. */
async function findLabel({ octokit, place }, { pullRequest, label }) {
    const { listLabelsOnIssue, listEventsForTimeline } = octokit.rest.issues;
    const subject = { ...place, issue_number: pullRequest };
    const isAsked = (value) => isNamed(value, label);
    const labels = await readAll((page) => listLabelsOnIssue({ ...subject, ...page }));
    if (!labels.some(isAsked))
        return undefined;
    const timeline = await readAll((page) => listEventsForTimeline({ ...subject, ...page }));
    const setAt = timeline.findLastIndex((entry) => entry.event === 'labeled' && isAsked(entry.label));
    const { actor, created_at } = timeline[setAt] ?? {};
    const at = asTime(created_at);
    if (at === undefined)
        return undefined;
    const { login } = asObject(actor);
    const commits = timeline.flatMap((entry, index) => {
        const commit = parseCommit(entry);
        return commit === undefined ? [] : [{ ...commit, isAfterLabel: index > setAt }];
    });
    return { login: typeof login === 'string' ? login : ghost, at, commits };
}
async function readAll(ask) {
    const entries = [];
    for await (const page of readPages(ask))
        entries.push(...asList(page).map(asObject));
    return entries;
}
/** GitHub takes names of labels that differ in case for the same. */
function isNamed(label, name) {
    const { name: found } = asObject(label);
    return typeof found === 'string' && found.toLowerCase() === name.toLowerCase();
}
/** The commit that an entry of the timeline brings. */
function parseCommit(entry) {
    const [sha, time] = entry.event === 'committed'
        ? [entry.sha, asObject(entry.committer).date]
        : entry.event === 'head_ref_force_pushed'
            ? [entry.commit_id, entry.created_at]
            : [];
    return typeof sha === 'string' ? { sha, at: asTime(time) ?? null } : undefined;
}

;// CONCATENATED MODULE: ./build/adapters/github/pull-request.js
/** The pull request as it is now; what happened to it only an event says. */
async function readPullRequest({ octokit, place }, number) {
    const { data } = await octokit.rest.pulls.get({ ...place, pull_number: number });
    const { head, base } = data;
    return {
        number,
        headSha: head.sha,
        headRef: head.ref,
        headRepository: head.repo?.full_name ?? '',
        baseSha: base.sha,
        baseRef: base.ref,
        action: '',
        updatedAt: '',
        labelled: '',
    };
}

;// CONCATENATED MODULE: ./build/adapters/github/runs.js





/** A workflow run; undefined when there is none. What the answer lacks is not guessed: it is no run then. */
async function getRun(client, id) {
    const { octokit, place } = client;
    return unlessMissing(absence(client), async () => {
        const { data } = await octokit.rest.actions.getWorkflowRun({ ...place, run_id: id });
        const run = parseRun(data);
        if (run !== undefined)
            return run;
        throw new errors/* ServiceError */._7('the answer is no workflow run', { action: `read the workflow run ${id}`, status: 200 });
    });
}
const maxPagesOfRuns = 10;
/** When the first workflow run of a commit was created, but for one run; undefined when there is none. */
async function firstRunAt({ octokit, place }, { sha, except }) {
    let first;
    const { listWorkflowRunsForRepo } = octokit.rest.actions;
    const pages = readPages((page) => listWorkflowRunsForRepo({ ...place, head_sha: sha, ...page }), maxPagesOfRuns);
    for await (const page of pages) {
        for (const run of asList(asObject(page).workflow_runs).map(asObject)) {
            const at = asTime(run.created_at);
            if (run.id === except || run.head_sha !== sha || at === undefined)
                continue;
            if (first === undefined || Date.parse(at) < Date.parse(first))
                first = at;
        }
    }
    return first;
}
function parseRun(value) {
    const entry = asObject(value);
    const { status, conclusion, run_attempt: attempt, event, head_branch: headBranch, head_sha: headSha } = entry;
    const createdAt = asTime(entry.created_at);
    if (typeof status !== 'string' || typeof attempt !== 'number' || typeof event !== 'string')
        return undefined;
    if (typeof headSha !== 'string' || createdAt === undefined)
        return undefined;
    const [{ id: repository }, { id: head }] = [asObject(entry.repository), asObject(entry.head_repository)];
    return {
        status,
        conclusion: typeof conclusion === 'string' ? conclusion : null,
        attempt,
        event,
        headBranch: typeof headBranch === 'string' ? headBranch : '',
        headSha,
        isOwn: typeof repository === 'number' && repository === head,
        createdAt,
        startedAt: asTime(entry.run_started_at),
    };
}

;// CONCATENATED MODULE: ./build/adapters/github/statuses.js


async function setStatus({ octokit, place }, request) {
    const { targetUrl: target_url, ...status } = request;
    await octokit.rest.repos.createCommitStatus({ ...place, ...status, target_url });
}
/** All that was said of a commit under one name, newest first: GitHub keeps a thousand of each name. */
async function listStatuses({ octokit, place }, { sha, context }) {
    const found = [];
    const pages = readPages((page) => octokit.rest.repos.listCommitStatusesForRef({ ...place, ref: sha, ...page }));
    for await (const page of pages) {
        for (const status of asList(page).map(asObject)) {
            const { state, target_url: targetUrl } = status;
            if (status.context === context && typeof state === 'string')
                found.push({
                    state,
                    targetUrl: typeof targetUrl === 'string' ? targetUrl : '',
                    createdAt: asTime(status.created_at) ?? '',
                });
        }
    }
    return found;
}

;// CONCATENATED MODULE: ./build/adapters/github/service.js












/** GitHub's REST API. Every call throws ServiceError, or the reason of the abort signal that it was made with. */
function createGitHub(options) {
    const client = createClient(options);
    const ask = (action, permission, call) => attempt(client, { action, permission }, call);
    // A run that was cancelled still says so: its status would wait for ever.
    const persistent = createClient({ ...options, signal: never });
    const insist = (action, permission, call) => attempt(persistent, { action, permission }, call);
    return {
        listArtifacts: (request) => ask(`list the artifacts${request.name === undefined ? '' : ` called ${request.name}`}`, 'actions: read', () => listArtifacts(client, request)),
        fetchArtifact: (request) => fetchArtifact(client, request),
        deleteArtifact: (id) => ask(`delete artifact ${id}`, 'actions: write', () => deleteArtifact(client, id)),
        getRun: (id) => ask(`read the workflow run ${id}`, 'actions: read', () => getRun(client, id)),
        resolveCommit: (ref) => ask(`find the commit that ${(0,errors/* quote */.hD)(ref)} names`, 'contents: read', () => resolveCommit(client, ref)),
        isAncestor: (request) => ask(`compare ${request.ancestor} with ${request.of}`, 'contents: read', () => isAncestor(client, request)),
        listAncestors: (request) => ask(`list what comes before ${request.sha}`, 'contents: read', () => listAncestors(client, request)),
        firstRunAt: (request) => ask(`list the workflow runs of ${request.sha}`, 'actions: read', () => firstRunAt(client, request)),
        findLabel: (request) => ask(`read the labels of pull request ${request.pullRequest}`, 'pull-requests: read', () => findLabel(client, request)),
        upsertComment: (request) => ask('write the comment', 'pull-requests: write', () => upsertComment(client, request)),
        findIssue: (request) => ask('look for our issue', 'issues: write', () => findIssue(client, request)),
        openIssue: (request) => ask('open the issue', 'issues: write', openIssue(client, request)),
        updateIssue: (request) => ask(`change issue ${request.number}`, 'issues: write', () => updateIssue(client, request)),
        commentOnIssue: (request) => ask(`comment on issue ${request.number}`, 'issues: write', commentOnIssue(client, request)),
        getPullRequest: (number) => ask(`read pull request ${number}`, 'pull-requests: read', () => readPullRequest(client, number)),
        isPrivate: () => ask('read the repository', 'contents: read', () => readPrivacy(client)),
        listStatuses: (request) => insist(`list the statuses of ${request.sha}`, 'statuses: read', () => listStatuses(persistent, request)),
        setStatus: (request) => insist('set the commit status', 'statuses: write', () => setStatus(persistent, request)),
    };
}
async function readPrivacy({ octokit, place }) {
    return (await octokit.rest.repos.get(place)).data.private;
}


/***/ })

};
