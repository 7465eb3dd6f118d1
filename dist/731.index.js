export const id = 731;
export const ids = [731];
export const modules = {

/***/ 40731:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createVault: () => (/* binding */ createVault)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/adapters/file-errors.js
var file_errors = __webpack_require__(33771);
;// CONCATENATED MODULE: ./build/adapters/vault-entries.js




/** Ours hold a few files for each model and shard; a list without end would fill a disk with empty files. */
const maxEntries = 10_000;
const namePattern = /^[a-z0-9][a-z0-9.-]{0,254}$/;
const chunkBytes = 256 * 1024;
/** Six bytes count up to 256 TiB, and fit a number. */
const sizeBytes = 6;
/**
 * Files one after the other: the length of the name (1 byte), the name, the length of the content (6 bytes, the highest first),
 * the content. A name of length 0 ends them.
 */
async function* packEntries(entries) {
    const seen = new Set();
    for (const { name } of entries) {
        const problem = problemOf(name, seen);
        if (problem !== undefined)
            throw new Error(`Could not seal ${(0,errors/* quote */.hD)(name)}: it ${problem}.`);
        seen.add(name);
    }
    for (const { name, path } of entries) {
        const file = await (0,promises_.open)(path);
        try {
            const { size } = await file.stat();
            yield headOf(name, size);
            yield* contentOf(file, { name, size });
        }
        finally {
            await file.close();
        }
    }
    yield Buffer.from([0]);
}
/** Unpacks what was packed into files under the entries' names. What goes wrong leaves none behind. */
async function unpackEntries(source, { folder, maxBytes }) {
    const reader = openBytes(source);
    const made = new Map();
    let left = maxBytes;
    try {
        for (;;) {
            const [nameBytes = 0] = await reader.take(1);
            if (nameBytes === 0)
                break;
            const name = (await reader.take(nameBytes)).toString('latin1');
            const problem = problemOf(name, made);
            if (problem !== undefined)
                throw new errors/* SealError */.EM('damaged', `the entry ${(0,errors/* quote */.hD)(name)} ${problem}`);
            const size = (await reader.take(sizeBytes)).readUIntBE(0, sizeBytes);
            if (size > left)
                throw new errors/* SealError */.EM('too-large', `it holds more than ${maxBytes} bytes`);
            left -= size;
            const path = (0,external_node_path_.join)(folder, name);
            // What is there already is not ours to replace, or to take away.
            const file = await (0,promises_.open)(path, 'wx');
            made.set(name, path);
            await (0,external_node_stream_promises_.pipeline)(reader.pieces(size), file.createWriteStream());
        }
        if (!(await reader.isAtEnd()))
            throw new errors/* SealError */.EM('damaged', 'something stands behind its last entry');
        return made;
    }
    catch (error) {
        for (const path of made.values())
            await (0,promises_.rm)(path, { force: true, maxRetries: 5 });
        throw error;
    }
}
function problemOf(name, taken) {
    if (!namePattern.test(name))
        return 'has a name with other characters than a-z, 0-9, dots and dashes';
    if (taken.has(name))
        return 'is there twice';
    return taken.size >= maxEntries ? `is one too many: ${maxEntries} are the most` : undefined;
}
function headOf(name, size) {
    const head = Buffer.alloc(1 + name.length + sizeBytes);
    head.writeUInt8(name.length);
    head.write(name, 1, 'latin1');
    head.writeUIntBE(size, 1 + name.length, sizeBytes);
    return head;
}
async function* contentOf(file, { name, size }) {
    let sent = 0;
    for await (const chunk of file.createReadStream({ start: 0, highWaterMark: chunkBytes, autoClose: false })) {
        sent += chunk.length;
        if (sent > size)
            break;
        yield chunk;
    }
    if (sent !== size)
        throw new Error(`Could not seal ${(0,errors/* quote */.hD)(name)}: the file changes while it is read.`);
}
/** Takes a stream apart by numbers of bytes; a stream that ends before them is damaged. */
function openBytes(source) {
    const chunks = source[Symbol.asyncIterator]();
    let held = new Uint8Array();
    async function isAtEnd() {
        while (held.length === 0) {
            const next = await chunks.next();
            if (next.done)
                return true;
            held = next.value;
        }
        return false;
    }
    async function* pieces(bytes) {
        for (let left = bytes; left > 0;) {
            if (await isAtEnd())
                throw new errors/* SealError */.EM('damaged', 'it ends within an entry');
            const piece = held.subarray(0, left);
            held = held.subarray(piece.length);
            left -= piece.length;
            yield piece;
        }
    }
    /** For what is short: it is held in memory. */
    async function take(bytes) {
        const taken = [];
        for await (const piece of pieces(bytes))
            taken.push(piece);
        return Buffer.concat(taken);
    }
    return { isAtEnd, pieces, take };
}

;// CONCATENATED MODULE: ./build/adapters/vault.js









/**
 * A bundle: magic (8 bytes), version (1), salt (32), IV (12), gzip of the entries as AES-256-GCM made it, tag (16). GCM takes up
 * to 64 GiB under one key and IV, and each bundle has both of its own.
 */
const magic = Buffer.from('gbe-seal', 'latin1');
const version = 1;
const saltBytes = 32;
const ivBytes = 12;
const headBytes = magic.length + 1 + saltBytes + ivBytes;
const tagBytes = 16;
const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const format = 'gemini-batch-eval/sealed-bundle';
const vault_chunkBytes = 256 * 1024;
/** Keys come from the API key (HKDF-SHA-256), so the API key's holders and nobody else open what is sealed. */
function createVault(apiKey) {
    // From an empty key anybody could derive ours.
    if (apiKey === '')
        throw new Error('A vault needs an API key.');
    return {
        async seal({ path, subject, entries }) {
            const part = `${path}.part`;
            await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
            try {
                const gzip = (0,external_node_zlib_.createGzip)({ level: 6, chunkSize: vault_chunkBytes });
                const encrypt = (source) => encrypted(apiKey, subject, source);
                await (0,external_node_stream_promises_.pipeline)(packEntries(entries), gzip, encrypt, (0,external_node_fs_.createWriteStream)(part));
                await (0,promises_.rename)(part, path);
            }
            catch (error) {
                await (0,promises_.rm)(part, { force: true, maxRetries: 5 });
                throw error;
            }
        },
        async open({ path, subject, folder, maxBytes }) {
            const bundle = await (0,promises_.open)(path);
            let room;
            try {
                const { start, end, tag, ...lock } = await readFrame(bundle);
                await (0,promises_.mkdir)(folder, { recursive: true });
                room = await (0,promises_.mkdtemp)((0,external_node_path_.join)(folder, '.vault-'));
                const packed = (0,external_node_path_.join)(room, 'packed');
                const source = bundle.createReadStream({ start, end, autoClose: false, highWaterMark: vault_chunkBytes });
                const decrypt = (bytes) => decrypted(apiKey, { ...lock, subject, tag }, bytes);
                await (0,external_node_stream_promises_.pipeline)(source, decrypt, (0,external_node_fs_.createWriteStream)(packed, { flags: 'wx' }));
                return await unpack(packed, { folder, maxBytes });
            }
            finally {
                await bundle.close();
                if (room !== undefined)
                    await (0,promises_.rm)(room, { recursive: true, force: true, maxRetries: 5 });
            }
        },
    };
}
async function* encrypted(apiKey, subject, source) {
    const lock = { salt: (0,external_node_crypto_.randomBytes)(saltBytes), iv: (0,external_node_crypto_.randomBytes)(ivBytes), subject };
    const cipher = (0,external_node_crypto_.createCipheriv)(algorithm, keyOf(apiKey, lock), lock.iv, { authTagLength: tagBytes });
    cipher.setAAD(dataOf(lock));
    yield Buffer.concat([magic, Buffer.from([version]), lock.salt, lock.iv]);
    for await (const chunk of source)
        yield cipher.update(chunk);
    yield Buffer.concat([cipher.final(), cipher.getAuthTag()]);
}
/** What it gives is not to be trusted before it has ended. */
async function* decrypted(apiKey, lock, source) {
    const decipher = (0,external_node_crypto_.createDecipheriv)(algorithm, keyOf(apiKey, lock), lock.iv, { authTagLength: tagBytes });
    decipher.setAAD(dataOf(lock)).setAuthTag(lock.tag);
    for await (const chunk of source)
        yield decipher.update(chunk);
    try {
        decipher.final();
    }
    catch {
        throw new errors/* SealError */.EM('not-authentic', 'it was made with another API key, or altered');
    }
}
function keyOf(apiKey, { salt }) {
    return new Uint8Array((0,external_node_crypto_.hkdfSync)('sha256', apiKey, salt, `${format}/${version}/${algorithm}`, keyBytes));
}
function dataOf({ subject }) {
    return Buffer.from(`${format}\n${version}\n${subject}`);
}
/** What stands around the encrypted bytes, and where these are. */
async function readFrame(bundle) {
    const { size } = await bundle.stat();
    const head = await readAt(bundle, 0, headBytes);
    if (!head.subarray(0, magic.length).equals(magic))
        throw new errors/* SealError */.EM('foreign-format', 'it is no sealed bundle');
    const found = head.at(magic.length);
    if (found !== undefined && found !== version)
        throw new errors/* SealError */.EM('foreign-format', `it has version ${found} of its format, and this release knows ${version}`);
    const end = size - tagBytes - 1;
    if (end < headBytes)
        throw new errors/* SealError */.EM('damaged', 'it is cut short');
    const salt = head.subarray(magic.length + 1, headBytes - ivBytes);
    return { start: headBytes, end, salt, iv: head.subarray(-ivBytes), tag: await readAt(bundle, end + 1, tagBytes) };
}
/** Bytes from a place in a file; fewer where it ends before. */
async function readAt(file, position, length) {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position });
    return buffer.subarray(0, bytesRead);
}
/** Opens what has proved authentic. */
async function unpack(packed, bounds) {
    const gunzip = (0,external_node_zlib_.createGunzip)({ chunkSize: vault_chunkBytes });
    try {
        return await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(packed), gunzip, (source) => unpackEntries(source, bounds));
    }
    catch (error) {
        if (!(0,file_errors/* codeOf */.$N)(error).startsWith('Z_'))
            throw error;
        throw new errors/* SealError */.EM('damaged', 'what it holds is no gzip', error);
    }
}


/***/ })

};
