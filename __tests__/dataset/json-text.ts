import fc from 'fast-check';

const space = fc.constantFrom('', '', '', '', ' ', '\t', ' \r\n ');
const stringPart = fc.oneof(
  fc.constantFrom(
    'a',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    'é',
    '日本',
    '😀',
    '\u2028',
    '\u007f',
    '/',
    "'",
    '\u0080',
    '\ufeff',
  ),
  fc.constantFrom('\\"', '\\\\', '\\/', '\\b', '\\n', '\\u0041', '\\uD83D\\uDE00', '\\udead', '\\u0000'),
  fc.constantFrom('plain words', 'abcdefg', 'long text without any escape in it'),
);
const stringText = fc.array(stringPart, { maxLength: 5 }).map((parts) => `"${parts.join('')}"`);
const numberText = fc.constantFrom('0', '-0', '1.0', '-12.50', '1e5', '1E+400', '9007199254740993', '0.1e-7', '10');
const scalarText = fc.oneof(stringText, numberText, fc.constantFrom('true', 'false', 'null', '{}', '[]'));
const knownName = fc.constantFrom(
  '"request"',
  '"response"',
  '"\\u0072esponse"',
  '"model"',
  '"key"',
  '"r\\u0065quest"',
  '"0"',
);
const nameText = fc.oneof(knownName, knownName, stringText);

/** An object's text, whose members have these values. */
function objectOf(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const member = fc.tuple(space, nameText, space, space, value, space);
  const text = member.map(([lead, name, a, b, content, tail]) => `${lead}${name}${a}:${b}${content}${tail}`);
  return fc.array(text, { maxLength: 5 }).map((members) => `{${members.join(',')}}`);
}

const { any } = fc.letrec<{ any: string; array: string; object: string }>((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, scalarText, tie('array'), tie('object')),
  array: fc
    .array(fc.tuple(space, tie('any'), space), { maxLength: 3 })
    .map((items) => `[${items.map((item) => item.join('')).join(',')}]`),
  object: objectOf(tie('any')),
}));

/** The text of any JSON value: with whitespace, escapes, Unicode, odd numbers and duplicate members. */
export const jsonText = fc.tuple(space, any, space).map((parts) => parts.join(''));

/** The text of a JSON object, of which some members are named as those of a dataset's row are. */
export const rowText = fc.tuple(space, objectOf(any), space).map((parts) => parts.join(''));
