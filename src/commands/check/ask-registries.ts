import { askForPull, registryAddress } from "../../registry/handshake.js";
import { createRegistryClient } from "../../registry/http.js";
import { askHeadroom } from "../../registry/rate-limit.js";
import type { ProjectFacts, RegistryAnswers } from "./facts.js";
import {
  headroomQuestions,
  imageUses,
  loginKey,
  pullQuestions,
  questionKey,
} from "./image-uses.js";

/** Asks registries what the checks need to know, each question once. */
export async function askRegistries(
  facts: ProjectFacts,
): Promise<RegistryAnswers> {
  const uses = imageUses(facts);
  const client = await createRegistryClient();
  try {
    const pulls = await Promise.all(
      pullQuestions(uses).map(async (question) => {
        const { domain, reference } = question;
        const registry = registryAddress(domain);
        const { verdict } = await askForPull(client, { ...question, registry });
        return [questionKey(question), { verdict, reference }] as const;
      }),
    );
    const headrooms = await Promise.all(
      headroomQuestions(facts, uses).map(
        async (login) =>
          [loginKey(login), await askHeadroom(client, login)] as const,
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
