import { writeFileSync } from "node:fs";

/** The file of a project that holds nothing: Garden works in projects only. */
export const scratchFile = "project.garden.yml";

/** Its one environment. */
export const scratchEnvironment = "default";

/** A project as a Garden of this version takes it: 0.14 refuses `garden.io/v1`, and 0.13 knows no other to 0.13.62. */
export function scratchProject(version: string): string {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const apiVersion =
    major === 0 && minor < 14 ? "garden.io/v1" : "garden.io/v2";
  return `apiVersion: ${apiVersion}
kind: Project
name: garden-pull-secrets-seams
environments: [{ name: ${scratchEnvironment} }]
providers: []
`;
}

/** Fits the project in the working directory to the Garden that is about to read it. */
export function fitScratchProject(version: string): void {
  writeFileSync(scratchFile, scratchProject(version));
}
