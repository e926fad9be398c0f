import {
  askForPull,
  noAddress,
  registryAddress,
} from "../../registry/handshake.js";
import { createRegistryClient } from "../../registry/http.js";
import { askHeadroom } from "../../registry/rate-limit.js";
import { headroomQuestions } from "./docker-hub.js";
import type { ProjectFacts, RegistryAnswers } from "./facts.js";
import {
  imageUses,
  loginKey,
  pullQuestions,
  questionKey,
  type ImageUse,
} from "./image-uses.js";
import { sharingClients } from "./sharing-client.js";

/** Asks registries what the checks need to know, each question once. `uses` are those of the facts. */
export async function askRegistries(
  facts: ProjectFacts,
  uses: readonly ImageUse[] = imageUses(facts, new Date()),
): Promise<RegistryAnswers> {
  const client = await createRegistryClient();
  const clientFor = sharingClients(client);
  try {
    const pulls = await Promise.all(
      pullQuestions(uses).map(async (question) => {
        const registry = registryAddress(question.domain);
        if (registry === null)
          return [questionKey(question), noAddress] as const;
        const own = clientFor(loginKey(question.login));
        const { verdict } = await askForPull(own, { ...question, registry });
        return [questionKey(question), verdict] as const;
      }),
    );
    const headrooms = await Promise.all(
      headroomQuestions({ facts, uses }).map(
        async (login) =>
          [
            loginKey(login),
            await askHeadroom(clientFor(loginKey(login)), login),
          ] as const,
      ),
    );
    const byQuestion = new Map(pulls);
    const byLogin = new Map(headrooms);
    return {
      pull: (question) => byQuestion.get(questionKey(question)) ?? null,
      headroom: (login) => byLogin.get(loginKey(login)) ?? null,
    };
  } finally {
    await client.close();
  }
}
