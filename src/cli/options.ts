import { Option } from "commander";
import { withGivenOutput } from "./given-output.js";
import type { Meaning } from "./manual.js";

/** Options that several commands have, and what their manuals share. */

export function gardenOption(): Option {
  return new Option(
    "--garden <path>",
    "Garden's binary, its folder, or the npm package @garden-io/core " +
      "(default: the project's node_modules, then PATH)",
  );
}

export function envOption(): Option {
  return new Option(
    "--env <environment>",
    "an environment of the project, or namespace.environment " +
      "(default: Garden's own choice)",
  );
}

export function providerOutputOption(): Option {
  return new Option(
    "--provider-output <key=value>",
    "an output that the project's config takes of another provider, such as terraform.registry=registry.example.com; " +
      "may be repeated",
  ).argParser(withGivenOutput);
}

export function prepareProvidersOption(): Option {
  return new Option(
    "--prepare-providers",
    "let Garden prepare other providers, as a deploy does, to know their outputs; runs their scripts and programs",
  );
}

export function outputOption(choices: string[], usual = "table"): Option {
  return new Option("-o, --output <format>", "how to print the result")
    .choices(choices)
    .default(usual);
}

export const wrongUsage: Meaning = ["2", "wrong usage: nothing was done"];

export const colorVariables: Meaning = [
  "NO_COLOR, CI",
  "plain text, as without a terminal; FORCE_COLOR=1 forces colours",
];

export const proxyVariables: Meaning = [
  "HTTP_PROXY, HTTPS_PROXY, NO_PROXY",
  "how registries are reached; NODE_EXTRA_CA_CERTS: a file of CAs to trust, too",
];

export const kubeconfigVariable: Meaning = [
  "KUBECONFIG",
  "the kubeconfig, as for Garden and kubectl",
];

export const knownFilesMeaning: Meaning = [
  "$XDG_CACHE_HOME/garden-pull-secrets",
  "where functions stand in Garden's files, for a quicker start; safe to delete " +
    "(without the variable: ~/.cache, ~/Library/Caches or %LOCALAPPDATA%)",
];

export const dockerConfigFile: Meaning = [
  "~/.docker/config.json",
  "docker's logins, or the names of its credentials store and helpers",
];
