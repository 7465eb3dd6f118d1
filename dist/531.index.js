export const id = 531;
export const ids = [531];
export const modules = {

/***/ 98531:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createGitHub: () => (/* binding */ createGitHub)
});

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js
var github = __webpack_require__(61351);
// EXTERNAL MODULE: ./node_modules/p-retry/index.js + 1 modules
var p_retry = __webpack_require__(74995);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/adapters/github-errors.js

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
/** Any failure of a call; where the token was refused, with the line of `permissions:` that would help. */
function toServiceError(error, action, permission) {
    const status = statusOf(error);
    const message = error instanceof Error ? error.message : String(error);
    const isRefused = (status === 401 || status === 403 || status === 404) && !isRateLimited(error);
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

;// CONCATENATED MODULE: ./build/adapters/github.js



/** The login of the job's own token, which may not ask who it is. */
const actionsLogin = 'github-actions[bot]';
const maxAttempts = 4;
/** GitHub's REST API. Every call throws ServiceError. */
function createGitHub(options) {
    const octokit = (0,github/* getOctokit */.Q)(options.token, options.apiUrl === undefined ? {} : { baseUrl: options.apiUrl });
    const [owner = '', repo = ''] = options.repository.split('/');
    const place = { owner, repo };
    async function findComment(pullRequest, marker) {
        let own;
        const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, {
            ...place,
            issue_number: pullRequest,
            per_page: 100,
        });
        for await (const { data } of pages) {
            for (const comment of data) {
                if (!comment.body?.trimStart().startsWith(marker))
                    continue;
                own ??= await readLogin(octokit);
                if (comment.user?.login === own)
                    return { id: comment.id, body: comment.body };
            }
        }
        return undefined;
    }
    return {
        findComment: ({ pullRequest, marker }) => attempt(options, 'read the comments', 'pull-requests: write', () => findComment(pullRequest, marker)),
        upsertComment: ({ pullRequest, marker, body }) => 
        // Looking first makes every repetition safe: a create whose answer was lost is found and updated.
        attempt(options, 'write the comment', 'pull-requests: write', async () => {
            const existing = await findComment(pullRequest, marker);
            const { data } = existing === undefined
                ? await octokit.rest.issues.createComment({ ...place, issue_number: pullRequest, body })
                : await octokit.rest.issues.updateComment({ ...place, comment_id: existing.id, body });
            return { url: data.html_url, created: existing === undefined };
        }),
        getPullRequest: (number) => attempt(options, `read pull request ${number}`, 'pull-requests: read', async () => {
            const { data } = await octokit.rest.pulls.get({ ...place, pull_number: number });
            const { head, base } = data;
            return {
                number,
                headSha: head.sha,
                headRef: head.ref,
                headRepository: head.repo?.full_name ?? '',
                baseSha: base.sha,
                baseRef: base.ref,
            };
        }),
        isPrivate: () => attempt(options, 'read the repository', 'contents: read', async () => (await octokit.rest.repos.get(place)).data.private),
        setStatus: ({ sha, context, state, description, targetUrl }) => attempt(options, 'set the commit status', 'statuses: write', async () => {
            await octokit.rest.repos.createCommitStatus({
                ...place,
                sha,
                context,
                state,
                description,
                target_url: targetUrl,
            });
        }),
    };
}
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
/** Repeats what a passing fault broke; what remains says which line of `permissions:` would help. */
async function attempt(options, action, permission, call) {
    try {
        return await (0,p_retry/* default */.Ay)(call, {
            retries: maxAttempts - 1,
            minTimeout: Math.min(1000, options.maxPauseMs),
            maxTimeout: options.maxPauseMs,
            randomize: true,
            shouldRetry: ({ error }) => isPassing(error),
        });
    }
    catch (error) {
        throw toServiceError(error, action, permission);
    }
}


/***/ })

};
