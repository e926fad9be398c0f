import type { Garden } from "./garden.js";

/** Where the config of an action or a module stands. */
export interface Place {
  /** `Deploy api`, or `module api` */
  readonly what: string;
  readonly name: string;
  readonly configs: Record<string, object>;
  readonly config: object;
  /** One that does nothing and can't be at fault. */
  readonly standIn: object;
}

/** All of a project's. */
export function placesOf(garden: Garden): Place[] {
  const modules = garden.moduleConfigs ?? {};
  return [
    ...Object.entries(modules).map(([name, config]) => ({
      what: `module ${name}`,
      ...{ name, config, configs: modules },
      standIn: moduleInPlace(name, config),
    })),
    ...Object.entries(garden.actionConfigs ?? {}).flatMap(([kind, configs]) =>
      Object.entries(configs).map(([name, config]) => ({
        what: `${kind} ${name}`,
        ...{ name, config, configs },
        standIn: actionInPlace(kind, name, garden),
      })),
    ),
  ];
}

function actionInPlace(kind: string, name: string, garden: Garden): object {
  return {
    ...{ kind, name, type: "exec", include: [], spec: {} },
    internal: { basePath: garden.projectRoot },
  };
}

/** With the services and tasks of the module, which others may depend on: as far as they are named. A module of `helm` or
 *  `kubernetes` is one service, of its name. */
function moduleInPlace(name: string, config: object): object {
  const { spec = {}, ...rest } = config as {
    spec?: { services?: unknown; tasks?: unknown };
  };
  const tasks = namesIn(spec.tasks);
  const services =
    spec.services === undefined ? [name] : namesIn(spec.services);
  return {
    ...rest,
    ...{ type: "exec", disabled: false, include: [], exclude: undefined },
    ...{ build: { dependencies: [] }, repositoryUrl: undefined },
    ...{ variables: {}, varfile: undefined, generateFiles: undefined },
    ...{ inputs: {}, templateName: undefined, parentName: undefined },
    spec: {
      ...{ build: { command: [] }, tests: [] },
      services: services.map((service) => ({
        name: service,
        deployCommand: [],
      })),
      tasks: tasks.map((task) => ({ name: task, command: [] })),
    },
  };
}

function namesIn(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return (list as ({ name?: unknown } | null)[]).flatMap((entry) =>
    typeof entry?.name === "string" ? [entry.name] : [],
  );
}
