import { expect } from "chai";
import type { ActionContext } from "../../src/garden/garden.js";
import { runsPodlessCommand } from "../../src/patches/deploys/podless.js";
import { typedCommand } from "../../src/patches/deploys/typed-command.js";
import { commandName } from "../../src/patches/running.js";
import { providerWith, recordingCluster } from "./recording-cluster.js";

/** As Garden has them: the patch sees the class of all commands when some extend it already. */
class Command {
  getFullName(): string {
    return "command";
  }
  async run({ sessionId = "" }: { sessionId?: string }): Promise<string> {
    return await Promise.resolve(sessionId);
  }
}
class DeployCommand extends Command {
  override getFullName(): string {
    return "deploy";
  }
}

const asking = (sessionId?: string): ActionContext => ({
  provider: providerWith([]),
  command: { name: "logs" },
  ...(sessionId !== undefined && { sessionId }),
});

describe("typed-command", () => {
  const { context } = recordingCluster();
  before(() => {
    typedCommand.wrap(Command, context);
  });

  it("knows a command by its session, where Garden names the first that was typed", async () => {
    const ran = await new DeployCommand().run({ sessionId: "second" });
    expect(ran).to.equal("second");
    expect(commandName(asking("second"))).to.equal("deploy");
    expect(runsPodlessCommand(asking("second"))).to.equal(false);
  });

  it("believes Garden of a session that it has not seen, and where there is none", () => {
    expect(commandName(asking("unseen"))).to.equal("logs");
    expect(commandName(asking())).to.equal("logs");
  });
});
