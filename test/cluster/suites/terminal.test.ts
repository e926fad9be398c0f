import { expect } from "chai";
import { removeFolders } from "../../garden/project.js";
import { gardenTerminal } from "../../terminal/garden.js";
import { normalizedScreen } from "../../terminal/normalized-screen.js";
import type { Terminal } from "../../terminal/terminal.js";
import {
  containerDeploy,
  deployment,
  kubernetesDeploy,
  syncMode,
} from "../projects.js";
import { gardenHome, remember } from "./garden.js";
import { readSecret } from "./objects.js";
import {
  prepareSecretProject,
  rotate,
  rotatedData,
  type SecretProject,
} from "./secret-project.js";
import { cluster } from "./shared-cluster.js";

const prompt = "🌼  > <enter command>";

/** What stands in the log when a command has ended well; below the prompt it stands for a moment, without the line. */
const completed = (command: string) =>
  `Command ${command} completed successfully! ┈`;

/** A `garden dev` that waits for commands. */
interface Console extends SecretProject {
  readonly terminal: Terminal;
}

const started: { readonly folder: string; readonly terminal: Terminal }[] = [];

async function startConsole(name: string, patched: boolean): Promise<Console> {
  const web = kubernetesDeploy("web", [deployment("web")], syncMode("web"));
  const untagged = deployment("bad", { image: "docker.io/library/nginx:9" });
  const project = await prepareSecretProject(name, {
    provider: { buildMode: "local-docker" },
    actions: [
      containerDeploy("api"),
      web,
      kubernetesDeploy("bad", [untagged]),
      kubernetesDeploy("late", [deployment("late")]),
    ],
  });
  const terminal = gardenTerminal(["dev"], {
    cwd: project.folder,
    env: { HOME: gardenHome(), KUBECONFIG: cluster().kubeconfig },
    patched,
  });
  started.push({ folder: project.folder, terminal });
  await terminal.shows(prompt);
  return { ...project, terminal };
}

/** Types a command, as people do: Garden takes keys that come in one go for pasted ones, and the return key among them
 *  for a part of the text. Returns all that is shown from then on until the words are. */
async function type(
  { terminal }: Console,
  command: string,
  words: string,
): Promise<string> {
  const shown = more(terminal, words);
  terminal.type(command);
  await terminal.shows(`> ${command}`);
  terminal.type("\r");
  const text = await terminal.shows(shown);
  return text.slice(text.lastIndexOf(`Running ${command} command`));
}

/** The words, once more than they are shown now. */
function more(terminal: Terminal, words: string): RegExp {
  return new RegExp(`(${words}[^]*){${terminal.text().split(words).length}}`);
}

describe("garden dev on a terminal", () => {
  let patched: Console;
  let unpatched: Console;
  before(async () => {
    cluster().hub.reset();
    [patched, unpatched] = await Promise.all([
      startConsole("terminal-patched", true),
      startConsole("terminal-unpatched", false),
    ]);
    for (const { credentials } of [patched, unpatched])
      await cluster().createPullSecret(credentials, "dockerhub");
  });
  after(async () => {
    cluster().hub.reset();
    for (const { folder, terminal } of started) {
      await terminal.close();
      remember(folder, ["dev"], {
        code: 0,
        signal: null,
        stdout: terminal.text(),
        stderr: "",
      });
    }
    removeFolders();
  });

  it("looks as without the patch", async () => {
    const screens = await Promise.all(
      [patched, unpatched].map(async (console) => {
        await type(console, "validate", completed("validate"));
        await type(console, "deploy api", completed("deploy"));
        return normalizedScreen(
          console.terminal.text().replaceAll(console.namespace, "<namespace>"),
          console.folder,
        );
      }),
    );
    expect(screens[0]).to.deep.equal(screens[1]);
  });

  it("renews a rotated Secret with each deploy that is typed, whatever was typed first", async () => {
    const { credentials, namespace } = patched;
    await rotate(credentials, "dockerhub", "second");
    expect(await type(patched, "deploy api", completed("deploy"))).to.contain(
      "Already deployed",
    );
    expect((await readSecret("dockerhub", namespace))?.data).to.deep.equal(
      rotatedData("second"),
    );
    await cluster().createPullSecret(credentials, "dockerhub");
  });

  it("fits the window's new size", async () => {
    const { terminal } = patched;
    const [rule = ""] = terminal.text().match(/┈+/g)?.sort().slice(-1) ?? [];
    expect(rule).not.to.equal("");
    terminal.resize(140, 40);
    await type(patched, "validate", completed("validate"));
    await terminal.shows(`${rule}┈`);
    terminal.resize(100, 30);
  });

  it("explains a failed pull once, in lines of its own", async () => {
    const shown = await type(patched, "deploy bad", "See .garden/error.log");
    expect(shown.replaceAll(/bad-\w+-\w+/g, "bad-1")).to.contain(
      [
        "Container 'main' of pod 'bad-1' in namespace 'terminal-patched' can't pull docker.io/library/nginx:9.",
        "The registry has no such tag or digest.",
        "The pod lists no pull secrets.",
        "What to do: Check the tag of docker.io/library/nginx:9, and that the image was pushed.",
      ].join("\n"),
    );
    expect(shown.split("What to do:")).to.have.length(2);
  });

  it("syncs with Docker Hub's anonymous limit used up, where unpatched Garden is refused with 429", async () => {
    cluster().hub.setAnonymousLimit(0);
    await cluster().removeImages("docker.io/gardendev/k8s-sync:0.1.5");
    const sync = "deploy web --sync";
    expect(await type(unpatched, sync, "See .garden/error.log")).to.contain(
      "429 Too Many Requests",
    );
    // Which of the two comes first is Garden's affair.
    const ended = more(patched.terminal, completed("deploy"));
    await type(patched, sync, "Connected to sync target");
    await patched.terminal.shows(ended);
    cluster().hub.setAnonymousLimit(undefined);
  });

  it("ends with Ctrl-C as without the patch, also while a pull is waited for", async () => {
    cluster().hub.setOutage(true, 500);
    await cluster().removeImages();
    await type(patched, "deploy late", "Garden waits for it");
    for (const { terminal } of [patched, unpatched]) terminal.type("\x03");
    const [end, plain] = await Promise.all([
      patched.terminal.ended,
      unpatched.terminal.ended,
    ]);
    expect(end).to.deep.equal(plain);
    expect(patched.terminal.text()).to.contain("Thanks for stopping by");
  });
});
