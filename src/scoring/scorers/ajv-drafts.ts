// A module of its own, because the bundler gives import() of these CommonJS modules nothing but a default export.
export { Ajv } from 'ajv';
export { Ajv2020 } from 'ajv/dist/2020.js';
