import fc from "fast-check";
import {
  cutOff,
  fieldNames,
  jsonText,
  member,
  object,
  oddValues,
} from "./json.js";
import { keys } from "./keys.js";
import { mostly } from "./parts.js";

const plain = jsonText(
  fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom("user", "pass:word", "ünïcode", cutOff, ""),
  ),
);
const auths = fc
  .tuple(
    fc.oneof(
      {
        weight: 40,
        arbitrary: fc
          .tuple(fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }))
          .map((parts) => Buffer.from(parts.join(":"))),
      },
      {
        weight: 1,
        arbitrary: fc
          .uint8Array({ maxLength: 8 })
          .map((bytes) => Buffer.from(bytes)),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          Buffer.from(":"),
          Buffer.from("u:"),
          Buffer.from(":p"),
          Buffer.from([0xff, 0x3a, 0xe4]),
          Buffer.from([0xe2, 0x82, 0x3a]),
        ),
      },
    ),
    fc.nat({ max: 200 }),
  )
  .map(([bytes, style]) => {
    const text = bytes.toString("base64");
    const half = Math.floor(text.length / 2);
    const styles = [
      text.replaceAll("=", ""),
      text.replaceAll("=", ""),
      `${text}\n`,
      `${text.slice(0, half)}\r\n${text.slice(half)}`,
      `${text} `,
      `${text}=`,
      text.replace(/=$/, ""),
      text.replaceAll("+", "-").replaceAll("/", "_"),
      `${text.slice(0, half)}=${text.slice(half)}`,
      text.replace(/=/, "\n="),
      `${text}\u2003`,
      text.slice(0, -1),
    ];
    return JSON.stringify(styles[style] ?? text);
  });

const fields = fc.oneof(
  {
    weight: 6,
    arbitrary: member(fieldNames("auth"), mostly(auths, oddValues, 80)),
  },
  {
    weight: 3,
    arbitrary: member(fieldNames("username"), mostly(plain, oddValues, 80)),
  },
  {
    weight: 3,
    arbitrary: member(fieldNames("password"), mostly(plain, oddValues, 80)),
  },
  {
    weight: 1,
    arbitrary: member(fieldNames("email"), mostly(plain, oddValues, 80)),
  },
  {
    weight: 1,
    arbitrary: member(
      fc.constantFrom(
        '"identitytoken"',
        '"provider"',
        '"Provider"',
        '"__proto__"',
        '""',
      ),
      mostly(plain, oddValues, 3),
    ),
  },
);
const entries = mostly(object(fields, 4), oddValues, 80);
export const configs = mostly(
  object(member(jsonText(keys), entries), 8),
  oddValues,
  100,
);
const anyMembers = object(
  fc.oneof(
    { weight: 12, arbitrary: member(fieldNames("auths"), configs) },
    {
      weight: 1,
      arbitrary: member(
        fieldNames("HttpHeaders"),
        fc.constantFrom(
          "null",
          "{}",
          '{"a":"b"}',
          '{"a":null}',
          '{"a":5}',
          "[]",
          '"x"',
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: member(
        fc.constantFrom('"credsStore"', '"credHelpers"', '"__proto__"', '""'),
        oddValues,
      ),
    },
  ),
  3,
);
const justAuths = member(fc.constant('"auths"'), configs).map(
  (auths) => `{${auths}}`,
);

/** JSON that is meant for `.dockerconfigjson`; `configs` are meant for `.dockercfg`. */
export const documents = fc.oneof(anyMembers, justAuths);
