import { expect } from "chai";
import fc from "fast-check";
import { causes } from "../../src/diagnose/causes.js";
import { diagnose } from "../../src/diagnose/diagnose.js";
import {
  answers,
  image,
  lineBreaks,
  nameOf,
  runtimes,
  wrappers,
  type Answer,
  type Image,
} from "./generators.js";

const anAnswer = fc.constantFrom(...answers);
const aRuntime = fc.constantFrom(...Object.values(runtimes));
const aWrapper = fc.constantFrom(...wrappers);

function expectCause(message: string, { cause, credentialSent }: Answer) {
  const found = diagnose(message);
  expect({
    cause: found.cause,
    credentialSent: found.credentialSent,
  }).to.deep.equal({ cause, credentialSent });
}

/** A layer's URL tells the repository only. */
function expectImage(message: string, of: Image) {
  const { image: name, registry } = diagnose(message);
  expect(registry).to.equal(of.registry);
  expect(name).to.be.oneOf([nameOf(of), `${of.registry}/${of.repository}`]);
}

describe("diagnose, of a generated corpus", () => {
  it("finds cause, image and registry through every runtime, registry and wrapper", () => {
    fc.assert(
      fc.property(
        image,
        anAnswer,
        aRuntime,
        aWrapper,
        (of, said, runtime, wrap) => {
          const message = wrap(runtime(of, said.text), of);
          expectCause(message, said);
          expectImage(message, of);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("keeps the cause where the end is cut off or the middle is left out", () => {
    fc.assert(
      fc.property(
        image,
        anAnswer,
        aRuntime,
        fc.nat(80),
        fc.boolean(),
        (of, said, runtime, length, dots) => {
          const tail =
            ". https://www.docker.com/increase-rate-limit: see the documentation of the registry".slice(
              0,
              length,
            );
          const short = runtime(of, said.text).replace(/[0-9a-f]{64}/g, "...");
          expectCause(`${short}${tail}${dots ? "..." : ""}`, said);
        },
      ),
      { numRuns: 250 },
    );
  });

  it("keeps the cause where lines are broken", () => {
    fc.assert(
      fc.property(
        image,
        anAnswer,
        aRuntime,
        aWrapper,
        fc.array(lineBreaks, { minLength: 1, maxLength: 20 }),
        (of, said, runtime, wrap, breaks) => {
          let count = 0;
          const broken = wrap(runtime(of, said.text), of).replaceAll(
            " ",
            () => breaks[count++ % breaks.length] ?? " ",
          );
          expectCause(broken, said);
        },
      ),
      { numRuns: 250 },
    );
  });

  it("names the try that got furthest, and all of them", () => {
    fc.assert(
      fc.property(
        image,
        fc.array(anAnswer, { minLength: 2, maxLength: 4 }),
        fc.constantFrom("containerd", "CRI-O", "docker"),
        (of, said, runtime) => {
          const tries = said.map(
            ({ text }) =>
              `rpc error: code = Unknown desc = ${runtimes[runtime]?.(of, text) ?? text}`,
          );
          const found = diagnose(
            `Failed to pull image "${nameOf(of)}": [${tries.join(", ")}]`,
          );
          const stages = said.map(({ cause }) => causes[cause].stage);
          expect(causes[found.cause].stage).to.equal(Math.max(...stages));
          expect(found.causes).to.deep.equal([
            ...new Set(said.map(({ cause }) => cause)),
          ]);
        },
      ),
      { numRuns: 250 },
    );
  });

  it("takes nothing that does not speak of a pull for a failed one", () => {
    fc.assert(
      fc.property(
        anAnswer,
        fc.constantFrom(
          "GET https://api.example.com/v2/orders: ",
          "sync failed: ",
          "npm ERR! ",
          "",
        ),
        ({ text, cause }, application) => {
          // these words are said of pulls only, by whomever
          fc.pre(
            !/pull|oauth|anonymous|commit|manifest|Source image|toomanyrequests: |expired|artifactregistry/i.test(
              text,
            ),
          );
          expect(diagnose(application + text).cause, cause).to.equal(
            "not-a-pull-failure",
          );
        },
      ),
    );
  });

  it("says no name and no secret again, however it is wrapped", () => {
    const secret = fc.stringMatching(/^zq[A-Za-z0-9._-]{8,20}$/);
    fc.assert(
      fc.property(
        image,
        secret,
        secret,
        aWrapper,
        (of, user, password, wrap) => {
          const { registry, repository, tag } = of;
          const api = `${registry}/v2/${repository}/manifests/${tag}`;
          const messages = [
            `Get "https://${user}:${password}@${api}": EOF`,
            `Get "https://${api}?account=${user}&token=${password}": EOF`,
            `Get "https://${api}?scope=a&client_secret=${password}": EOF`,
            `toomanyrequests: You have reached your pull rate limit as '${user}': dckr_jti_${password}=. You may`,
            `unauthorized: Could not find robot with username: ${user} and supplied password`,
          ];
          for (const message of messages) {
            const said = JSON.stringify(diagnose(wrap(message, of)));
            expect(said).not.to.contain(user);
            expect(said).not.to.contain(password);
          }
        },
      ),
    );
  });

  it("answers to any text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        aWrapper,
        image,
        (text, wrap, of) => {
          expect(diagnose(wrap(text, of)).remedy).not.to.equal("");
        },
      ),
      { numRuns: 250 },
    );
  });
});
