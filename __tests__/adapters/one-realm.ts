import { types } from 'node:util';

/**
 * Jest runs tests in a realm of their own, where errors made by Node itself (a failed fetch, a time-out) are no instances of
 * Error (jestjs/jest#2549). Libraries that ask would take them for something else than they do in an action.
 */
const ordinary = Function.prototype[Symbol.hasInstance];
Object.defineProperty(Error, Symbol.hasInstance, {
  configurable: true,
  value(this: unknown, value: unknown): boolean {
    if (ordinary.call(this as object, value)) return true;
    return this === Error && (types.isNativeError(value) || value instanceof DOMException);
  },
});
