export const id = 918;
export const ids = [918];
export const modules = {

/***/ 97918:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createGitHub: () => (/* binding */ createGitHub)
/* harmony export */ });
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61351);
/* harmony import */ var p_retry__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(74995);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19473);



/** The login of the job's own token, which may not ask who it is. */
const actionsLogin = 'github-actions[bot]';
const maxAttempts = 4;
/** GitHub's REST API; base address from GITHUB_API_URL. Every call throws ServiceError. */
function createGitHub(options) {
    const octokit = (0,_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .getOctokit */ .Q)(options.token);
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
    catch {
        try {
            return (await octokit.rest.users.getAuthenticated()).data.login;
        }
        catch {
            return actionsLogin;
        }
    }
}
/** Repeats what a passing fault broke; what remains says which line of `permissions:` would help. */
async function attempt(options, action, permission, call) {
    try {
        return await (0,p_retry__WEBPACK_IMPORTED_MODULE_2__/* ["default"] */ .Ay)(call, {
            retries: maxAttempts - 1,
            minTimeout: Math.min(1000, options.maxPauseMs),
            maxTimeout: options.maxPauseMs,
            randomize: true,
            shouldRetry: ({ error }) => isPassing(statusOf(error)),
        });
    }
    catch (error) {
        throw toServiceError(error, action, permission);
    }
}
/** Octokit gives a network failure the status 500. */
function statusOf(error) {
    const { status } = error;
    return typeof status === 'number' ? status : undefined;
}
function isPassing(status) {
    return status === undefined || status === 408 || status === 429 || status >= 500;
}
function toServiceError(error, action, permission) {
    const status = statusOf(error);
    const message = error instanceof Error ? error.message : String(error);
    const isRefused = status === 401 || status === 403 || status === 404;
    const hint = isRefused
        ? `Give the job this permission, beside the others it needs:\npermissions:\n  ${permission}`
        : undefined;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ServiceError */ ._7(message, {
        action,
        ...(status === undefined ? {} : { status }),
        ...(hint === undefined ? {} : { hint }),
        cause: error,
    });
}


/***/ })

};
