import {
  askForPull,
  noAddress,
  registryAddress,
} from "../../registry/handshake.js";
import {
  createRegistryClient,
  type RegistryAnswer,
  type RegistryClient,
} from "../../registry/http.js";
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

/** Asks registries what the checks need to know, each question once. `uses` are those of the facts. */
export async function askRegistries(
  facts: ProjectFacts,
  uses: readonly ImageUse[] = imageUses(facts, new Date()),
): Promise<RegistryAnswers> {
  const client = sharingChallenges(await createRegistryClient());
  try {
    const pulls = await Promise.all(
      pullQuestions(uses).map(async (question) => {
        const { domain, reference } = question;
        const registry = registryAddress(domain);
        const { verdict } =
          registry === null
            ? { verdict: noAddress }
            : await askForPull(client, { ...question, registry });
        return [questionKey(question), { verdict, reference }] as const;
      }),
    );
    const headrooms = await Promise.all(
      headroomQuestions({ facts, uses }).map(
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

/** Asks the same without a login once: a registry has one challenge for all logins. */
function sharingChallenges(client: RegistryClient): RegistryClient {
  const asked = new Map<string, Promise<RegistryAnswer>>();
  return {
    ...client,
    ask(request) {
      if (request.authorization !== undefined) return client.ask(request);
      const key = `${request.method} ${request.url.href}`;
      const answer = asked.get(key) ?? client.ask(request);
      asked.set(key, answer);
      return answer;
    },
  };
}
