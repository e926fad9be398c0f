import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import { writeDocsTable } from "../docs-table.js";
import type { Fault } from "../fault-proxy.js";
import {
  faultyRequests,
  healingProject,
  outdatedConfig,
  runFaultCase,
  sourceNamespace,
  type FaultCase,
  type FaultOutcome,
} from "./faults.js";
import { garden } from "./garden.js";
import { readSecret } from "./objects.js";
import { cluster } from "./shared-cluster.js";

const answered: readonly Fault[] = [409, 429, 500, 503, "reset"];
/** Garden itself waits for an answer for ever. */
const once: readonly Fault[] = [...answered, "hang"];
const atOnce = 4;

const requests = Object.keys(faultyRequests);
const isGardens = (request: string) => request.startsWith("Garden");
/** What the command can do without. */
const isOptional = (request: string) =>
  ["read the ServiceAccount", "read the sync target"].includes(request);
const isWrite = (request: string) =>
  /^(create|update|delete) the copy/.test(request);

const allCases: FaultCase[] = requests.flatMap((request) => {
  const all = (faults: readonly Fault[], persists: boolean) =>
    faults.map((fault) => ({ request, fault, persists }));
  if (isGardens(request)) return all(answered, false);
  return isWrite(request)
    ? [...all([...once, "lost answer"], false), ...all([503, 409], true)]
    : [...all(once, false), ...all([503, "reset"], true)];
});

/** `npm run faults:table` runs all; else each request meets one fault, and each fault is met by one request. */
const whole = process.env["GARDEN_PULL_SECRETS_TEST_FAULTS"] === "all";
const cases = whole ? allCases : eachOnce();

function eachOnce(): FaultCase[] {
  const used = new Map<string, number>();
  const leastUsed = (candidates: readonly FaultCase[]) => {
    const [found] = [...candidates].sort(
      (a, b) =>
        (used.get(describeFault(a)) ?? 0) - (used.get(describeFault(b)) ?? 0),
    );
    if (!found) throw new Error("no fault for a request");
    used.set(describeFault(found), (used.get(describeFault(found)) ?? 0) + 1);
    return found;
  };
  const chosen = requests.map((request) =>
    leastUsed(allCases.filter((one) => one.request === request)),
  );
  for (const one of allCases)
    if (!used.has(describeFault(one))) chosen.push(leastUsed([one]));
  return chosen;
}

/** Garden's client asks again by itself, for some ten seconds, after all but these. */
function isSurvived({ request, fault, persists }: FaultCase): boolean {
  if (persists || fault === "hang") return false;
  return fault !== 409 || isWrite(request);
}

function reasonOf({ fault, request }: FaultCase): string {
  if (fault === "hang") return "no answer from the API server within 20 s";
  if (fault === "reset") return "the API server could not be asked";
  return fault === 409 && isWrite(request)
    ? "was changed by somebody else 5 times"
    : `the API server answered ${fault}: injected by the fault proxy`;
}

function describeFault({ fault, persists }: FaultCase): string {
  return persists ? `${fault}, each time` : String(fault);
}

function dataOf(secret: V1Secret | null): string {
  const data = secret?.data?.[".dockerconfigjson"];
  return data === undefined ? "none" : Buffer.from(data, "base64").toString();
}

/** A heading and a line for each request; a column for each fault. */
function outcomeTable(
  outcomes: ReadonlyMap<FaultCase, FaultOutcome>,
): string[][] {
  const columns = [...new Set(cases.map(describeFault))];
  const cell = (request: string, column: string) => {
    const found = cases.find(
      (one) => one.request === request && describeFault(one) === column,
    );
    const outcome = found && outcomes.get(found);
    if (!outcome) return "–";
    const said = outcome.stdout.includes("Failed reading") ? ", says so" : "";
    return outcome.code === 0 ? `goes on${said}` : "fails";
  };
  return [
    ["Request", ...columns],
    ...requests.map((request) => [
      request,
      ...columns.map((column) => cell(request, column)),
    ]),
  ];
}

describe("a fault of the API server", function () {
  this.timeout(1_800_000);
  const outcomes = new Map<FaultCase, FaultOutcome>();
  const healed = new Map<string, string>();
  let source: V1Secret | null;

  before(async () => {
    await cluster().createNamespace(sourceNamespace);
    await cluster().createPullSecret(sourceNamespace, "dockerhub");
    source = await readSecret("dockerhub", sourceNamespace);
    const waiting = [...cases];
    const runner = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        outcomes.set(next, await runFaultCase(next));
    };
    await Promise.all(Array.from({ length: atOnce }, runner));

    const failed = [...outcomes.values()]
      .filter(({ code }) => code !== 0)
      .map(({ namespace }) => namespace);
    await cluster().createNamespace("fault-healing");
    await garden(healingProject(failed), ["sync", "start", "--deploy"]);
    for (const namespace of failed)
      healed.set(namespace, dataOf(await readSecret("dockerhub", namespace)));
  });
  after(async () => {
    if (whole)
      await writeDocsTable("faults.md", "faults:table", outcomeTable(outcomes));
    removeFolders();
  });

  for (const faultCase of cases) {
    const { request, persists } = faultCase;
    it(`${request}: ${describeFault(faultCase)}`, () => {
      const outcome = outcomes.get(faultCase);
      if (!outcome) throw new Error("was not run");
      const { namespace, stdout, stderr, code, secret, faults } = outcome;
      const said = stdout + stderr;
      expect(faults, "faults").to.be.greaterThan(persists ? 1 : 0);

      const left = dataOf(secret);
      if (code === 0) {
        expect(left).to.equal(dataOf(source));
      } else {
        const { before } = faultyRequests[request] ?? {};
        expect(left).to.be.oneOf([
          dataOf(source),
          before === undefined ? "none" : outdatedConfig,
          ...(request === "recreate the copy" ? ["none"] : []),
        ]);
        expect(healed.get(namespace)).to.equal(dataOf(source));
      }
      if (isGardens(request)) {
        expect(code).to.be.oneOf([0, 1]);
        return;
      }
      expect(said).not.to.contain("likely a bug");
      expect(said).not.to.match(/^ +at .*:\d+:\d+/m);
      if (isSurvived(faultCase)) {
        expect(code, said).to.equal(0);
        expect(said).not.to.contain("Failed reading");
        return;
      }
      expect(code, said).to.equal(isOptional(request) ? 0 : 1);
      expect(said.split(reasonOf(faultCase)).length - 1, said).to.equal(1);
      expect(said).to.contain(`in namespace '`);
      expect(said).to.match(
        isOptional(request)
          ? /Failed reading (ServiceAccount 'default'|Deployment 'worker')/
          : /Secret 'dockerhub'/,
      );
    });
  }

  it("leaves the source as it is", async () => {
    expect(await readSecret("dockerhub", sourceNamespace)).to.deep.equal(
      source,
    );
  });
});
